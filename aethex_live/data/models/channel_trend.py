"""How a channel's audience goes, as domain/ranking.py works it out minute by minute."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from aethex_live.data.models.base import Table


class ChannelTrend(Table, table=True):
    """One a channel that has been on. `score` and `times` are what pages read."""

    __tablename__ = "channel_trends"
    __table_args__ = (
        CheckConstraint("audience >= 0 AND usual >= 0", "audience_counted"),
        CheckConstraint("on_air_seconds >= 0", "on_air_counted"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    audience: float
    usual: float
    on_air_seconds: float
    score: float
    times: int
    reckoned_at: datetime


Index("ix_channel_trends_audience", ChannelTrend.channel_id, postgresql_where=ChannelTrend.audience > 0)
