"""What an admin has set; what is not here has its default."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class SiteSetting(Table, table=True):
    """One setting that differs from its default."""

    __tablename__ = "site_settings"

    name: str = Field(max_length=50, primary_key=True)
    value: Any = Field(sa_type=JSONB, nullable=False)
    changed_by: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    changed_at: datetime = Field(default_factory=utc_now)
