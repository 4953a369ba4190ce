"""Messages that auto-moderation has held. They are no chat messages, so that nobody can read them by mistake."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Text, column
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id, new_list


class HeldMessage(Table, table=True):
    """A message that waits for a moderator, or waited."""

    __tablename__ = "held_messages"
    __table_args__ = (
        CheckConstraint("char_length(text) BETWEEN 1 AND 500", "text_length"),
        CheckConstraint("state IN ('waiting', 'approved', 'rejected')", "state_known"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", "decision_has_time"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    text: str = Field(max_length=500)
    kind: str = Field(default="user", max_length=12)
    reply_to_id: UUID | None = Field(
        default=None, foreign_key="chat_messages.id", ondelete="SET NULL", index=True
    )
    reasons: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    state: str = Field(default="waiting", max_length=10)
    decided_by: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    decided_at: datetime | None = None
    created_at: datetime = Field(default_factory=utc_now)


Index(
    "ix_held_messages_waiting",
    HeldMessage.channel_id,
    HeldMessage.id,
    postgresql_where=column("state") == "waiting",
)
Index("ix_held_messages_user_id_id", HeldMessage.user_id, HeldMessage.id.desc())
