"""Why jobs failed: the queue itself does not remember."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from aethex_live.data.models.base import Table


class JobError(Table, table=True):
    """The last error of a job; it is swept out after the job."""

    __tablename__ = "job_errors"

    job_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    error: str
    at: datetime
