"""What channels are sorted by."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Category(Table, table=True):
    """A category, at the top (`parent_id` None) or below one that is."""

    __tablename__ = "categories"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9])*$'", "slug_form"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 40", "name_length"),
        CheckConstraint("char_length(description) <= 500", "description_length"),
        CheckConstraint("parent_id <> id", "not_below_itself"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    parent_id: UUID | None = Field(default=None, foreign_key="categories.id", index=True)
    slug: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=40)
    description: str = ""
    icon: str = Field(max_length=40)
    art_url: str | None = Field(default=None, max_length=255)
    position: int = 0
    created_at: datetime = Field(default_factory=utc_now)
    updated_at: datetime = Field(default_factory=utc_now)
