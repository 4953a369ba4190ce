"""Where Discord is told that a channel is live."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class DiscordWebhook(Table, table=True):
    """At most one a channel. Whoever has the address can write there, so it is sealed; `hint` may be shown."""

    __tablename__ = "discord_webhooks"
    __table_args__ = (
        CheckConstraint("char_length(template) BETWEEN 1 AND 500", "template_length"),
        CheckConstraint("outcome IN ('', 'taken', 'gone', 'later', 'refused')", "outcome_known"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    url_sealed: bytes = Field(repr=False)
    hint: str = Field(max_length=300)
    template: str = Field(max_length=500)
    enabled: bool = True
    told_stream_id: UUID | None = None  # the last stream that was told of: each is told once
    outcome: str = Field(default="", max_length=10)
    told_at: datetime | None = None
    created_at: datetime = Field(default_factory=utc_now)
