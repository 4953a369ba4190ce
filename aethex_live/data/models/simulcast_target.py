"""Other services that get a channel's streams too."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class SimulcastTarget(Table, table=True):
    """The address holds a key, so it is sealed; `host` is what may be shown. The state is of the last stream."""

    __tablename__ = "simulcast_targets"
    __table_args__ = (
        CheckConstraint("char_length(name) BETWEEN 1 AND 40", "name_length"),
        CheckConstraint(
            "state IN ('', 'connecting', 'live', 'waiting', 'refused', 'stopped')", "state_known"
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    name: str = Field(max_length=40)
    host: str = Field(max_length=255)
    url_sealed: bytes = Field(repr=False)
    enabled: bool = True
    state: str = Field(default="", max_length=20)
    message: str = Field(default="", max_length=300)
    created_at: datetime = Field(default_factory=utc_now)


Index(
    "uq_simulcast_targets_channel_id_name_lower",
    SimulcastTarget.channel_id,
    func.lower(SimulcastTarget.name),
    unique=True,
)
