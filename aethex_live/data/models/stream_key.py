"""What an encoder shows to publish on a channel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class StreamKey(Table, table=True):
    """A key: found by its SHA-256, shown to its owner from the sealed copy. Rotating replaces both."""

    __tablename__ = "stream_keys"
    __table_args__ = (
        CheckConstraint("octet_length(key_hash) = 32", "key_hash_length"),
        CheckConstraint("kind IN ('live', 'test')", "kind_known"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 40", "name_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    name: str = Field(max_length=40)
    kind: str = Field(max_length=10)
    key_hash: bytes = Field(unique=True, repr=False)
    key_sealed: bytes = Field(repr=False)
    hint: str = Field(max_length=4)  # its last characters, to tell keys apart
    last_used_at: datetime | None = None
    rotated_at: datetime = Field(default_factory=utc_now)
    created_at: datetime = Field(default_factory=utc_now)


Index("uq_stream_keys_channel_id_name_lower", StreamKey.channel_id, func.lower(StreamKey.name), unique=True)
