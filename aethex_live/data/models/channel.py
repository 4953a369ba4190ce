"""Channels: what people follow and watch. A person may have several."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Text
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id, new_list


class Channel(Table, table=True):
    """A channel. It is hidden while `suspended_at` or `deletion_due_at` is set."""

    __tablename__ = "channels"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND char_length(slug) >= 3", "slug_form"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 50", "name_length"),
        CheckConstraint("char_length(description) <= 2000", "description_length"),
        CheckConstraint("cardinality(tags) <= 10", "tags_number"),
        CheckConstraint("cardinality(links) <= 8", "links_number"),
        CheckConstraint("(suspended_at IS NULL) = (suspension_reason = '')", "suspension_has_reason"),
        CheckConstraint("suspended_until IS NULL OR suspended_at IS NOT NULL", "suspension_has_begin"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", index=True)
    name: str = Field(max_length=50)
    slug: str = Field(max_length=40, unique=True)
    description: str = ""
    category_id: UUID | None = Field(
        default=None, foreign_key="categories.id", ondelete="SET NULL", index=True
    )
    tags: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    language: str = Field(default="en", max_length=10)
    mature: bool = False
    accent: str = Field(default="cyan", max_length=10)
    links: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    avatar_url: str | None = Field(default=None, max_length=255)  # None: its owner's
    banner_url: str | None = Field(default=None, max_length=255)
    poster_url: str | None = Field(default=None, max_length=255)
    suspended_at: datetime | None = None
    suspended_until: datetime | None = None  # None while suspended_at is set: for good
    suspension_reason: str = ""
    deletion_due_at: datetime | None = None
    featured_at: datetime | None = None  # since when staff show it on the home page
    created_at: datetime = Field(default_factory=utc_now)
    updated_at: datetime = Field(default_factory=utc_now)


Index("ix_channels_tags", Channel.tags, postgresql_using="gin")
Index(
    "ix_channels_deletion_due_at",
    Channel.deletion_due_at,
    postgresql_where=Channel.deletion_due_at.is_not(None),
)
Index("ix_channels_featured_at", Channel.featured_at, postgresql_where=Channel.featured_at.is_not(None))
