"""What clients send along with events: texts of strangers, who may send anything."""

from uuid import UUID

from aethex_live.errors import NotFound

SHORT = 64  # characters of a name or an id that a page would send


def id_of(text: str) -> UUID:
    """An id; what is none is the id of nothing."""
    found = id_or_none(text)
    if found is None:
        raise NotFound
    return found


def id_or_none(text: str) -> UUID | None:
    """An id, if it is one."""
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None
