"""What a person's page says beyond their account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Text
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_list


class Profile(Table, table=True):
    """One row a person who has filled it in."""

    __tablename__ = "profiles"
    __table_args__ = (CheckConstraint("cardinality(links) <= 8", "links_number"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    links: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    updated_at: datetime = Field(default_factory=utc_now)
