"""What moderators write down about people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class ModNote(Table, table=True):
    """A note about `user_id`, for the moderators of one channel."""

    __tablename__ = "mod_notes"
    __table_args__ = (CheckConstraint("char_length(text) BETWEEN 1 AND 500", "text_length"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    author_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    text: str = Field(max_length=500)
    created_at: datetime = Field(default_factory=utc_now)


Index("ix_mod_notes_channel_id_user_id", ModNote.channel_id, ModNote.user_id)
