"""Pictures that people have uploaded."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class Image(Table, table=True):
    """A picture in its sizes. One that nothing shows is swept away after a while."""

    __tablename__ = "images"
    __table_args__ = (
        CheckConstraint("id ~ '^[0-9a-f]{32}$'", "id_form"),
        CheckConstraint("kind IN ('avatar', 'banner', 'poster', 'art')", "kind_known"),
    )

    id: str = Field(max_length=32, primary_key=True)  # a hash of what was sent and by whom
    kind: str = Field(max_length=10)
    uploader_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    bytes: int  # all sizes and formats together
    uploaded_at: datetime = Field(default_factory=utc_now)


Index("ix_images_uploader_id_uploaded_at", Image.uploader_id, Image.uploaded_at)
