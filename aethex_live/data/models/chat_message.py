"""What people write in the chats of channels."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Uuid
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id, new_list


class ChatMessage(Table, table=True):
    """A message; its id sorts by time. A deleted one stays for moderators, with who took it away."""

    __tablename__ = "chat_messages"
    __table_args__ = (
        CheckConstraint("char_length(text) BETWEEN 1 AND 500", "text_length"),
        CheckConstraint("kind IN ('user', 'action', 'announcement')", "kind_known"),
        CheckConstraint("cardinality(mentions) <= 10", "mentions_number"),
        CheckConstraint("deleted_by IS NULL OR deleted_at IS NOT NULL", "deleted_by_has_time"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    text: str = Field(max_length=500)
    kind: str = Field(default="user", max_length=12, sa_column_kwargs={"server_default": "user"})
    reply_to_id: UUID | None = Field(default=None, foreign_key="chat_messages.id", ondelete="SET NULL")
    mentions: list[UUID] = Field(
        default_factory=new_list, sa_type=ARRAY(Uuid), sa_column_kwargs={"server_default": "{}"}
    )
    deleted_at: datetime | None = None
    deleted_by: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=utc_now)


Index("ix_chat_messages_channel_id_id", ChatMessage.channel_id, ChatMessage.id.desc())
Index("ix_chat_messages_user_id_id", ChatMessage.user_id, ChatMessage.id.desc())
Index(
    "ix_chat_messages_reply_to_id",
    ChatMessage.reply_to_id,
    postgresql_where=ChatMessage.reply_to_id.is_not(None),
)
