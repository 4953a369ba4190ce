"""What staff have done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class AuditEntry(Table, table=True):
    """One act. A trigger refuses to change or delete it; names are copies, since people and things go."""

    __tablename__ = "audit_log"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(default_factory=utc_now)
    actor_id: UUID | None = None  # None: the system itself
    actor_name: str = Field(default="", max_length=50)
    action: str = Field(max_length=50)
    subject_kind: str = Field(max_length=20)
    subject_id: str = Field(max_length=50)
    subject_name: str = Field(default="", max_length=100)
    reason: str = Field(default="", max_length=500)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    network: str = Field(default="", max_length=50)


Index("ix_audit_log_at", AuditEntry.at)
Index("ix_audit_log_subject_kind_subject_id", AuditEntry.subject_kind, AuditEntry.subject_id)
Index("ix_audit_log_actor_id", AuditEntry.actor_id)
