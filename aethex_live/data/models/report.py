"""What people have reported."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, column
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Report(Table, table=True):
    """A report. `subject_id` is a message, person, stream or channel; copies tell what it was like then."""

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("kind IN ('message', 'user', 'stream', 'channel')", "kind_known"),
        CheckConstraint("state IN ('open', 'accepted', 'rejected')", "state_known"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", "decision_has_time"),
        CheckConstraint("char_length(details) <= 1000", "details_length"),
        CheckConstraint("char_length(answer) <= 500", "answer_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    reporter_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=10)
    subject_id: UUID
    about_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)  # the person behind it
    channel_id: UUID | None = Field(default=None, foreign_key="channels.id", ondelete="CASCADE")
    subject_name: str = Field(default="", max_length=100)
    snapshot: str = Field(default="", max_length=600)
    why: str = Field(max_length=20)
    details: str = ""
    state: str = Field(default="open", max_length=10)
    decided_by: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    decided_at: datetime | None = None
    answer: str = ""
    created_at: datetime = Field(default_factory=utc_now)


Index("ix_reports_channel_id_id", Report.channel_id, Report.id.desc())
Index(
    "uq_reports_open_once",
    Report.reporter_id,
    Report.kind,
    Report.subject_id,
    unique=True,
    postgresql_where=column("state") == "open",
)
