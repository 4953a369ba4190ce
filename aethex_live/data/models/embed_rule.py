"""Which other sites may show a channel's player. A channel without a row has not chosen."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Text
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_list


class EmbedRule(Table, table=True):
    """The choice of a channel's owner."""

    __tablename__ = "embed_rules"
    __table_args__ = (
        CheckConstraint("who IN ('anyone', 'listed', 'nobody')", "who_known"),
        CheckConstraint("cardinality(sites) <= 20", "sites_number"),
        CheckConstraint("who <> 'listed' OR cardinality(sites) > 0", "listed_has_sites"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    who: str = Field(max_length=10)
    sites: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    updated_at: datetime = Field(default_factory=utc_now)
