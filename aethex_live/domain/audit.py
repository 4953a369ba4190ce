"""What staff do is written down: who, what, to whom, why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Action(StrEnum):
    """What can be found in the log."""

    USER_SUSPENDED = "user.suspended"
    USER_UNSUSPENDED = "user.unsuspended"
    USER_ROLE_CHANGED = "user.role_changed"
    USER_VERIFIED = "user.verified"
    USER_UNVERIFIED = "user.unverified"
    USER_TWO_FACTOR_RESET = "user.two_factor_reset"
    CHANNEL_SUSPENDED = "channel.suspended"
    CHANNEL_UNSUSPENDED = "channel.unsuspended"
    CHANNEL_EDITED = "channel.edited"
    CHANNEL_FEATURED = "channel.featured"
    CHANNEL_UNFEATURED = "channel.unfeatured"
    CATEGORY_CREATED = "category.created"
    CATEGORY_EDITED = "category.edited"
    CATEGORY_REMOVED = "category.removed"
    CATEGORIES_ORDERED = "categories.ordered"
    SETTING_CHANGED = "setting.changed"
    JOB_RETRIED = "job.retried"
    JOB_REMOVED = "job.removed"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was done to; `name` is how it was called then."""

    kind: str
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `actor_id` None: the system itself."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    actor_name: str
    action: str
    subject: Subject
    reason: str
    details: dict[str, Any]
