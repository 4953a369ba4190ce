"""What moderators have done on a channel."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class ChannelAct(Table, table=True):
    """One act. Its id sorts by time. `actor_id` None: auto-moderation."""

    __tablename__ = "channel_acts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    kind: str = Field(max_length=30)
    actor_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", index=True)
    subject_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", index=True)
    reason: str = Field(default="", max_length=300)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    at: datetime = Field(default_factory=utc_now)


Index("ix_channel_acts_channel_id_id", ChannelAct.channel_id, ChannelAct.id.desc())
