"""What belongs to a person: which rows are about them, what of it they get, and what becomes of it later.

Every column that refers to `users` has a line in POLICIES; a test sees to it. So nobody adds a table and
forgets the people whose data is in it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Table, delete, select

import aethex_live.data.models  # noqa: F401  (knows all the tables)
from aethex_live.data.models.base import metadata
from aethex_live.data.unit_of_work import UnitOfWork


class OnLeaving(StrEnum):
    """What becomes of a row when its person leaves for good."""

    DELETE = "delete"
    KEEP = "keep"  # it refers to an account without name or address from then on


@dataclass(frozen=True, slots=True)
class Policy:
    """What happens to the rows that refer to a person by one column."""

    on_leaving: OnLeaving
    exported: bool = True


DELETED = Policy(OnLeaving.DELETE)
DELETED_AND_SECRET = Policy(OnLeaving.DELETE, exported=False)
KEPT = Policy(OnLeaving.KEEP)

POLICIES: dict[str, Policy] = {
    "access_tokens.user_id": DELETED,
    "account_tokens.user_id": DELETED_AND_SECRET,
    "blocks.blocked_id": DELETED_AND_SECRET,
    "blocks.user_id": DELETED,
    "ceremonies.user_id": DELETED_AND_SECRET,
    "channel_acts.actor_id": Policy(OnLeaving.KEEP, exported=False),
    "channel_acts.subject_id": KEPT,
    "channel_bans.banned_by": Policy(OnLeaving.KEEP, exported=False),
    "channel_bans.user_id": DELETED,
    "channel_roles.granted_by": Policy(OnLeaving.KEEP, exported=False),
    "channel_roles.user_id": DELETED,
    "channels.user_id": DELETED,
    "chat_messages.deleted_by": Policy(OnLeaving.KEEP, exported=False),
    "chat_messages.user_id": DELETED,
    "email_changes.user_id": DELETED,
    "follows.user_id": DELETED,
    "held_messages.decided_by": Policy(OnLeaving.KEEP, exported=False),
    "held_messages.user_id": DELETED,
    "images.uploader_id": KEPT,  # swept when nothing shows them any more
    "mod_notes.author_id": DELETED,
    "mod_notes.user_id": DELETED_AND_SECRET,
    "notification_mutes.user_id": DELETED,
    "notifications.actor_id": DELETED_AND_SECRET,
    "notifications.user_id": DELETED,
    "oauth_identities.user_id": DELETED,
    "passkeys.user_id": DELETED,
    "profiles.user_id": DELETED,
    "push_subscriptions.user_id": DELETED,
    "recovery_codes.user_id": DELETED_AND_SECRET,
    "reminders.user_id": DELETED,
    "reports.about_id": DELETED_AND_SECRET,
    "reports.decided_by": Policy(OnLeaving.KEEP, exported=False),
    "reports.reporter_id": DELETED,
    "sessions.user_id": DELETED,
    "site_settings.changed_by": Policy(OnLeaving.KEEP, exported=False),
    "two_factors.user_id": DELETED,
    "user_follows.followed_id": DELETED_AND_SECRET,
    "user_follows.follower_id": DELETED,
    "user_settings.user_id": DELETED,
    "watches.user_id": DELETED,
}
# Nobody gets these, not even those whom they are about: whoever has them could pass for the person. What is
# binary is left out as well: hashes, keys and sealed seeds.
SECRET = {"users.password_hash", "push_subscriptions.endpoint"}


def columns_to_people() -> dict[str, Column[Any]]:
    """Every column that refers to a person, by the name that it has in POLICIES."""
    people = metadata.tables["users"]
    return {
        f"{table.name}.{column.name}": column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table is people for key in column.foreign_keys)
    }


async def export(uow: UnitOfWork, user_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """All that is theirs, by table, as values that JSON knows."""
    people = metadata.tables["users"]
    found = {"users": await _rows(uow, people, people.c.id, user_id)}
    for name, column in columns_to_people().items():
        if POLICIES[name].exported:
            found[column.table.name] = await _rows(uow, column.table, column, user_id)
    return found


async def channel_names(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """What the person's channels are called."""
    channels = metadata.tables["channels"]
    query = select(channels.c.name).where(channels.c.user_id == user_id).order_by(channels.c.name)
    return list(await uow.session.scalars(query))


async def erase(uow: UnitOfWork, user_id: UUID) -> None:
    """Delete what goes with the person; their own row is left to the caller."""
    for name, column in reversed(columns_to_people().items()):
        if POLICIES[name].on_leaving is OnLeaving.DELETE:
            await uow.session.execute(delete(column.table).where(column == user_id))


async def _rows(uow: UnitOfWork, table: Table, column: Column[Any], user_id: UUID) -> list[dict[str, Any]]:
    shown = [
        each
        for each in table.columns
        if not isinstance(each.type, LargeBinary) and f"{table.name}.{each.name}" not in SECRET
    ]
    rows = await uow.session.execute(select(*shown).where(column == user_id).order_by(*table.primary_key))
    return [{name: _plain(value) for name, value in row.items()} for row in rows.mappings()]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
