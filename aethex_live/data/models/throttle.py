"""Who has tried what how often."""

from datetime import datetime

from sqlmodel import Field

from aethex_live.data.models.base import Table


class Throttle(Table, table=True):
    """One bucket; `full_at` is when it has all its tries again. A row whose time has passed means nothing."""

    __tablename__ = "throttles"

    key: bytes = Field(primary_key=True)  # a hash: what is throttled may be somebody's address
    full_at: datetime = Field(index=True)
