"""Whether what the site stands on answers and is as it should be: for the desk, /readyz and the doctor."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from functools import cache
from itertools import chain
from pathlib import Path

from aethex_live.data import health, migrations
from aethex_live.data import job as jobs
from aethex_live.domain import health as rules
from aethex_live.domain.health import ESSENTIAL, Finding, Part
from aethex_live.domain.user import Duty
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require
from aethex_live.services.health_cache import Findings

CHECK_SECONDS = 2  # who sends visitors here asks often and does not wait long
Check = Callable[[Context], Awaitable[Findings]]


async def report(context: Context, actor: Actor) -> Findings:
    """How every part of the site is, and what to do where it is not well. For staff."""
    require(actor, Duty.SEE_HEALTH)
    return await check(context)


async def check(context: Context) -> Findings:
    """The same without asking who wants to know; what was found a moment ago is not looked at again."""
    return await context.health.get(context.clock(), lambda: _look(context))


def is_ready(findings: Findings) -> bool:
    """Whether pages can be shown."""
    return all(finding.well for finding in findings if finding.part in ESSENTIAL)


async def _look(context: Context) -> Findings:
    checks: dict[tuple[Part, ...], Check] = {
        (Part.DATABASE,): _database,
        (Part.MIGRATIONS,): _migrations,
        (Part.MEDIA, Part.RECORDING): _media,
        (Part.JOBS,): _jobs,
        (Part.MAIL,): _mail,
        (Part.DISK,): _disk,
        (Part.REDIS,): _redis,
        (Part.APP,): _app,
    }
    found = await asyncio.gather(*(_in_time(context, parts, check) for parts, check in checks.items()))
    return tuple(chain.from_iterable(found))


async def _in_time(context: Context, parts: tuple[Part, ...], check: Check) -> Findings:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check(context)
    except Exception:  # whatever it is, the part is not well
        return tuple(map(rules.silent, parts))


async def _database(context: Context) -> Findings:
    async with context.transaction() as unit:
        await health.ping(unit)
    return (rules.answers(Part.DATABASE),)


async def _migrations(context: Context) -> Findings:
    async with context.transaction() as unit:
        have = await health.version(unit)
    return (rules.migrations(have, _wanted(), known=migrations.knows(have or "")),)


@cache
def _wanted() -> str | None:
    return migrations.newest()


async def _media(context: Context) -> Findings:
    status = await context.media.status()
    return (rules.media(status, context.clock()), rules.recording(status))


async def _jobs(context: Context) -> Findings:
    async with context.transaction() as unit:
        return (rules.jobs(await jobs.standing(unit)),)


async def _mail(context: Context) -> Findings:
    standing = context.mailer.standing
    return (rules.mail(standing, context.clock(), production=context.settings.production),)


async def _disk(context: Context) -> Findings:
    return (data_disk(context.settings.data_dir),)


def data_disk(data_dir: Path) -> Finding:
    """The room in the data folder, or where it will be made."""
    folder = data_dir.absolute()
    usage = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists()))
    return rules.disk(usage.free, usage.total)


async def _redis(context: Context) -> Findings:
    answers = await context.surroundings.redis_answers()
    if answers is None:
        return ()
    return (rules.answers(Part.REDIS) if answers else rules.silent(Part.REDIS),)


async def _app(context: Context) -> Findings:
    process = context.surroundings.process()
    return () if process is None else (rules.app(process, context.clock()),)
