"""Taking one's data along, and leaving."""

import asyncio
import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aethex_live.data import personal
from aethex_live.data import user as users
from aethex_live.domain import account as rules
from aethex_live.domain.account import Effects
from aethex_live.domain.happening import Happening
from aethex_live.domain.user import Role
from aethex_live.errors import Conflict
from aethex_live.services import account_mail
from aethex_live.services.account_mail import reader
from aethex_live.services.confirmation import require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.session import end_sessions
from aethex_live.services.throttle import limit, spend

ERASED_AT_ONCE = 50

README = """This is what {site} keeps about you, as of {now:%Y-%m-%d %H:%M} UTC: one JSON file for each kind.
Times are in UTC. Left out are only secrets that would let whoever finds this file pass for you.
"""


async def export_data(context: Context, actor: Actor) -> bytes:
    """All that is mine, as a zip archive of JSON files. Needs a fresh confirmation: it is everything."""
    user_id = actor.required()
    await spend(context, limit("export", user_id, 5, timedelta(hours=1)))
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        tables = await personal.export(uow, user_id)
    return await asyncio.to_thread(_zip, tables, context.site_name, context.clock())


async def deletion_effects(context: Context, actor: Actor) -> Effects:
    """What deleting my account would do."""
    async with context.transaction() as uow:
        names = await personal.channel_names(uow, actor.required())
    return Effects(
        due_at=context.clock() + rules.GRACE,
        channels=tuple(names),
        gone_at_once=rules.GONE_AT_ONCE,
        gone_later=rules.GONE_LATER,
        kept=rules.KEPT,
    )


async def request_deletion(context: Context, actor: Actor) -> datetime:
    """Leave: signed out and hidden at once, deleted after two weeks in which logging in undoes it."""
    user_id = actor.required()
    due_at = context.clock() + rules.GRACE
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        admins = await users.count_with_role(uow, Role.ADMIN)
        user = await users.by_id(uow, user_id, lock=True)
        if user.role == Role.ADMIN and admins <= 1:
            raise Conflict("You are the last admin. Make somebody else one first.", code="last_admin")
        user.deletion_due_at = due_at
        await end_sessions(context, uow, user_id)
        to = await reader(uow, actor, user)
        uow.happen(Happening("user.deletion_requested", {"user_id": str(user_id)}, key=user_id))
    await context.mailer.send(account_mail.deletion(context, to, due_at))
    return due_at


async def erase_due(context: Context) -> int:
    """Erase the accounts whose time is over; gives how many. For a job, not for people."""
    async with context.transaction() as uow:
        due = await users.due_for_deletion(uow, context.clock(), ERASED_AT_ONCE)
    for user_id in due:
        await _erase(context, user_id)
    return len(due)


async def _erase(context: Context, user_id: UUID) -> None:
    now = context.clock()
    async with context.transaction() as uow:
        user = await users.by_id(uow, user_id, lock=True)
        if user is None or user.deletion_due_at is None or user.deletion_due_at > now:
            return  # back again in the last moment
        await end_sessions(context, uow, user_id)
        await personal.erase(uow, user_id)
        user.username = rules.remaining_username(user_id)
        user.email = rules.remaining_email(user_id)
        user.display_name = "Deleted account"
        user.bio, user.avatar_url, user.banner_url = "", None, None
        user.password_hash, user.email_verified_at = None, None
        user.role, user.verified = Role.USER.value, False
        user.suspended_at, user.suspended_until, user.suspension_reason = None, None, ""
        user.deletion_due_at, user.deleted_at, user.updated_at = None, now, now
        uow.happen(Happening("user.deleted", {"user_id": str(user_id)}, key=user_id))


def _zip(tables: dict[str, list[dict[str, Any]]], site: str, now: datetime) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README.format(site=site, now=now))
        for name, rows in tables.items():
            archive.writestr(f"{name}.json", json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    return file.getvalue()
