"""The health of the site as a whole: every part is looked at, one that hangs holds nobody up, strangers get none."""

import asyncio
import dataclasses

import pytest

from aethex_live.domain.health import Finding, Part, State
from aethex_live.domain.user import Role
from aethex_live.errors import NotAllowed, NotLoggedIn
from aethex_live.services import health
from aethex_live.services.context import ANONYMOUS, Context
from tests.support.jobs import given_up_job
from tests.support.people import create_actor


async def found(context: Context) -> dict[Part, Finding]:
    """What is found now, by part."""
    context.clock.forward(minutes=1)
    return {finding.part: finding for finding in await health.check(context)}


async def test_every_part_of_a_site_that_runs_is_told_to_staff_alone(context):
    admin = await create_actor(context, "root", role=Role.ADMIN)
    parts = {each.part: each.state for each in await health.report(context, admin)}
    assert set(parts) == set(Part) - {Part.REDIS}
    assert (parts[Part.DATABASE], parts[Part.MIGRATIONS], parts[Part.MEDIA]) == (State.GOOD,) * 3
    with pytest.raises(NotLoggedIn):
        await health.report(context, ANONYMOUS)
    with pytest.raises(NotAllowed):
        await health.report(context, await create_actor(context, "bob"))


async def test_background_work_that_was_given_up_is_told(context):
    await given_up_job(context)
    assert "given up: 1" in (await found(context))[Part.JOBS].says


async def test_a_part_that_hangs_is_told_in_time_and_the_others_are_as_they_are(context, monkeypatch):
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.05)

    class Hangs:
        async def status(self):
            await asyncio.Event().wait()

    parts = await found(dataclasses.replace(context, media=Hangs()))
    assert (parts[Part.MEDIA].state, parts[Part.RECORDING].state) == (State.BAD, State.BAD)
    assert parts[Part.DISK].well


async def test_redis_is_looked_at_when_the_settings_name_one(context):
    class WithRedis:
        answers = True

        def process(self):
            return None

        async def redis_answers(self):
            return self.answers

    around = WithRedis()
    with_redis = dataclasses.replace(context, surroundings=around)
    assert (await found(with_redis))[Part.REDIS].state is State.GOOD
    around.answers = False
    assert (await found(with_redis))[Part.REDIS].state is State.BAD


async def test_who_asks_again_at_once_gets_what_was_found(context):
    class Counts:
        asked = 0

        async def status(self):
            self.asked += 1

    counting = dataclasses.replace(context, media=Counts())
    await asyncio.gather(*(health.check(counting) for _ in range(20)))
    assert counting.media.asked == 1
    context.clock.forward(seconds=5)
    await health.check(counting)
    assert counting.media.asked == 2
