"""How the chat of a channel is kept: modes, auto-moderation, what is pinned."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Text, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_list


class ChatSetting(Table, table=True):
    """The settings of one channel's chat. A channel without a row has the default ones."""

    __tablename__ = "chat_settings"
    __table_args__ = (
        CheckConstraint("slow_seconds BETWEEN 0 AND 3600", "slow_seconds_range"),
        CheckConstraint("followers_minutes BETWEEN 0 AND 525600", "followers_minutes_range"),
        CheckConstraint("account_minutes BETWEEN 0 AND 525600", "account_minutes_range"),
        CheckConstraint("cardinality(words) <= 500", "words_number"),
        CheckConstraint("cardinality(sites) <= 100", "sites_number"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    slow_seconds: int = 0
    followers_minutes: int | None = None
    account_minutes: int = 0
    verified_only: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    emote_only: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    unique_only: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    filters: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    words: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    sites: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    hold_newcomers_of_banned_networks: bool = Field(
        default=False, sa_column_kwargs={"server_default": false()}
    )
    pinned_id: UUID | None = Field(default=None, foreign_key="chat_messages.id", ondelete="SET NULL")
    updated_at: datetime = Field(default_factory=utc_now)
