"""Something that has been committed and that others may want to know."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact such as `session.revoked`; `key` is the thing it is about, to keep order per thing."""

    name: str
    data: dict[str, Any]
    key: UUID | None = None
