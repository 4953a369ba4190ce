"""Who may not write on a channel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_list


class ChannelBan(Table, table=True):
    """A ban, or a time-out that ends at `until`. A row whose time has passed means nothing."""

    __tablename__ = "channel_bans"

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True, index=True)
    until: datetime | None = None
    reason: str = Field(default="", max_length=300)
    banned_by: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    networks: list[str] = Field(
        default_factory=new_list, sa_type=ARRAY(Text)
    )  # where they were logged in, to know who comes again
    created_at: datetime = Field(default_factory=utc_now)
