"""Keeps what search looks through in step with what it is about.

Whoever writes a channel, a person, a category or a stream writes its search document in the same transaction,
without knowing of it: its session listens to what SQLAlchemy flushes. `search_upkeep.py` does what nobody writes.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, event, inspect, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, UOWTransaction

from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.search_document import SearchDocument as Row
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.domain.profile import Relation, sees_all
from aethex_live.domain.search import Kind, terms, words
from aethex_live.domain.stream import Status

SHOWN = tuple(status for status in Status if status not in (Status.HELD, Status.ENDED))
# The columns that matter here: others change often, as the number of viewers does.
WATCHED: dict[type, tuple[str, ...]] = {
    Channel: ("name", "slug", "tags", "description", "category_id", "suspended_at", "deletion_due_at"),
    Category: ("name", "slug", "description"),
    User: (
        *("username", "display_name", "bio", "email_verified_at"),
        *("suspended_at", "deletion_due_at", "deleted_at"),
    ),
    UserSettings: ("privacy_level",),
    Stream: ("title", "tags", "category_id", "status"),
}

_PUT = insert(Row.__table__)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["kind", "ref_id"],
    set_={name: _PUT.excluded[name] for name in ("name", "terms", "for_all", "learned")},
)


class IndexingSession(Session):
    """A session that writes the search documents of what it flushes."""


@event.listens_for(IndexingSession, "after_flush")
def _follow(session: Session, _: UOWTransaction) -> None:
    # New people can be found as soon as their settings are written, which say by whom.
    new = (row for row in session.new if not isinstance(row, User))
    for row in (*new, *session.dirty):
        watched = WATCHED.get(type(row), ())
        state = inspect(row)
        if any(state.attrs[name].history.has_changes() for name in watched):
            write(session.connection(), row)


def write(connection: Connection, row: Any) -> None:
    """Write the document of a row, or take it away when nobody may find it."""
    match row:
        case Channel():
            _put_channel(connection, row, _category_name(connection, row.category_id))
        case Category():
            _put(connection, Kind.CATEGORY, row.id, row.name, _category_terms(row))
            for channel in connection.execute(select(Channel.__table__).where(Channel.category_id == row.id)):
                _put_channel(connection, channel, row.name)
        case User():
            query = select(UserSettings.privacy_level).where(UserSettings.user_id == row.id)
            write_person(connection, row, connection.scalar(query) or "public")
        case UserSettings():
            user = connection.execute(select(User.__table__).where(User.id == row.user_id)).one_or_none()
            if user is not None:
                write_person(connection, user, row.privacy_level)
        case Stream() if not row.test:
            shown = row.status in SHOWN
            weighted = _stream_terms(row, _category_name(connection, row.category_id))
            _put(connection, Kind.STREAM, row.id, row.title, weighted, shown=shown, live=True)
            of_channel = update(Row).where(Row.kind == Kind.CHANNEL, Row.ref_id == row.channel_id)
            connection.execute(of_channel.values(live=shown))


def remove(connection: Connection, kind: Kind, ref_id: UUID) -> None:
    """Take a document away."""
    connection.execute(delete(Row).where(Row.kind == kind, Row.ref_id == ref_id))


def vector(weighted: Mapping[str, str]) -> str:
    """A tsvector as text. Words are letters and digits only, so that nothing in it has to be escaped."""
    return " ".join(f"'{word}':{place}{weight}" for place, (word, weight) in enumerate(weighted.items(), 1))


def _put_channel(connection: Connection, row: Any, category: str) -> None:
    _put(connection, Kind.CHANNEL, row.id, row.name, _channel_terms(row, category), shown=_is_open(row))


def write_person(connection: Connection, user: Any, level: str) -> None:
    """Write the document of somebody who has this level of privacy."""
    shown = user.email_verified_at is not None and _is_open(user)
    for_all = sees_all(level, Relation.STRANGER)
    _put(
        connection, Kind.PERSON, user.id, user.display_name, _person_terms(user), shown=shown, for_all=for_all
    )


def _put(
    connection: Connection,
    kind: Kind,
    ref_id: UUID,
    name: str,
    weighted: Mapping[str, str],
    *,
    shown: bool = True,
    live: bool = False,
    for_all: bool = True,
) -> None:
    if not shown:
        remove(connection, kind, ref_id)
        return
    # What is not for all teaches nobody its words.
    written = {
        "name": " ".join(words(name)),
        "terms": vector(weighted),
        "for_all": for_all,
        "learned": not for_all,
    }
    connection.execute(_PUT, {"kind": kind, "ref_id": ref_id, "live": live, "popularity": 0, **written})


def _is_open(row: Any) -> bool:
    return row.suspended_at is None and row.deletion_due_at is None


def _category_name(connection: Connection, category_id: UUID | None) -> str:
    if category_id is None:
        return ""
    return connection.scalar(select(Category.name).where(Category.id == category_id)) or ""


def _channel_terms(row: Any, category: str) -> dict[str, str]:
    about = ("C", [*row.tags, category]), ("D", [row.description[:300]])
    return terms(("A", [row.name]), ("B", [row.slug]), *about)


def _category_terms(row: Category) -> dict[str, str]:
    return terms(("A", [row.name]), ("B", [row.slug]), ("D", [row.description]))


def _person_terms(row: Any) -> dict[str, str]:
    return terms(("A", [row.display_name, row.username]), ("D", [row.bio]))


def _stream_terms(row: Stream, category: str) -> dict[str, str]:
    return terms(("A", [row.title]), ("C", [*row.tags, category]))
