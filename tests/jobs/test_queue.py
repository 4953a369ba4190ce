"""Jobs commit with what caused them, are tried again after pauses, and end as letters that admins read."""

import asyncio

import pytest
from procrastinate import schema
from sqlalchemy import text

from aethex_live.data import job as jobs_data
from aethex_live.data.database import conninfo
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.job import MOST_ATTEMPTS, FailedJob
from aethex_live.errors import NotAllowed, NotFound, NotLoggedIn
from aethex_live.jobs import app as queue
from aethex_live.jobs import chores, worker
from aethex_live.services import audit, job
from aethex_live.services.context import ANONYMOUS, Actor
from tests.support.jobs import jobs, make_due, run_jobs
from tests.support.people import create_actor

WAIT = 60


class Trouble(Exception):
    """What the task of these tests raises."""


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def came() -> asyncio.Event:
    """Set when the task has been done."""
    return asyncio.Event()


@pytest.fixture(autouse=True)
def task(done: list[str], came: asyncio.Event):
    """A task that fails as often as it is told."""
    failures = [0]

    async def run(word: str) -> None:
        if failures[0]:
            failures[0] -= 1
            raise Trouble("the other side\ndoes not answer")
        done.append(word)
        came.set()

    queue.app.task(run, name="test", queue=jobs_data.QUEUE, retry=queue.PATIENCE)
    yield failures
    del queue.app.tasks["test"]


async def put_off(context, word: str, **options) -> None:
    async with context.transaction() as uow:
        await jobs_data.defer(uow, "test", word=word, **options)


async def only_letter(context, admin) -> FailedJob:
    (letter,) = (await job.failed(context, admin)).data
    return letter


@pytest.fixture
async def admin(context, keep) -> Actor:
    return await keep("queue_admin", lambda: create_actor(context, "root", role="admin"))


@pytest.fixture
async def given_up(context, keep, task) -> None:
    """A job that failed until nobody tried it again."""

    async def give_up() -> None:
        task[0] = MOST_ATTEMPTS
        await put_off(context, "hello")
        for _ in range(MOST_ATTEMPTS):
            await run_jobs(context)
            await make_due(context)

    await keep("given_up_job", give_up)


async def test_a_job_is_done_once(context, done):
    await put_off(context, "hello")
    await run_jobs(context)
    await run_jobs(context)
    assert done == ["hello"]
    assert await jobs(context) == []


async def test_what_is_rolled_back_puts_nothing_off(context, done):
    with pytest.raises(Trouble):
        async with context.transaction() as uow:
            await jobs_data.defer(uow, "test", word="hello")
            raise Trouble
    await run_jobs(context)
    assert done == []


async def test_a_job_for_later_waits(context, clock, done):
    clock.now = clock.now.replace(year=2100)
    await put_off(context, "hello", at=clock())
    await run_jobs(context)
    assert done == []
    assert await jobs(context) == [("test", "todo", 0)]


async def test_a_failure_is_tried_again_after_a_pause(context, task, done):
    task[0] = 1
    await put_off(context, "hello")
    await run_jobs(context)
    assert (await jobs(context), done) == ([("test", "todo", 1)], [])
    await run_jobs(context)
    assert done == [], "the pause is over too early"
    await make_due(context)
    await run_jobs(context)
    assert done == ["hello"]


async def test_what_is_given_up_is_shown_with_its_reason(context, admin, given_up):
    letter = await only_letter(context, admin)
    assert (letter.task, letter.arguments) == ("test", {"word": "hello"})
    assert letter.error == "Trouble: the other side does not answer"
    assert (await job.standing(context, admin)).failed == 1


async def test_an_admin_tries_again(context, admin, given_up, done):
    letter = await only_letter(context, admin)
    await job.again(context, admin, letter.id)
    await run_jobs(context)
    assert done == ["hello"]
    assert (await job.failed(context, admin)).total == 0
    with pytest.raises(NotFound):
        await job.again(context, admin, letter.id)
    await job.tidy(context)
    async with context.transaction() as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM job_errors")) == 0


async def test_an_admin_deletes_a_letter(context, admin, given_up, done):
    await job.remove(context, admin, (await only_letter(context, admin)).id)
    await run_jobs(context)
    assert (done, await jobs(context)) == ([], [])
    assert [entry.action for entry in (await audit.listing(context, admin)).data] == ["job.removed"]


async def test_nobody_else_sees_or_touches_the_queue(context, admin, given_up):
    letter = await only_letter(context, admin)
    for actor in (ANONYMOUS, await create_actor(context, "mod", role="staff_moderator")):
        for ask in (job.failed(context, actor), job.standing(context, actor)):
            with pytest.raises((NotAllowed, NotLoggedIn)):
                await ask
        for act in (job.again, job.remove):
            with pytest.raises((NotAllowed, NotLoggedIn)):
                await act(context, actor, letter.id)


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**40])
async def test_numbers_that_no_job_has_are_refused(context, admin, number):
    with pytest.raises(NotFound):
        await job.again(context, admin, number)


async def test_the_worker_of_the_app_does_what_is_put_off_while_it_runs(context, done, came):
    async with worker.working(conninfo(context.settings.database_url)):
        await put_off(context, "hello")
        await asyncio.wait_for(came.wait(), WAIT)
    assert done == ["hello"]


async def test_a_job_whose_worker_died_is_done_by_another(context, done):
    await put_off(context, "hello")
    async with worker.connected(conninfo(context.settings.database_url)):
        dead = await queue.app.job_manager.register_worker()
        assert await queue.app.job_manager.fetch_job(queues=[jobs_data.QUEUE], worker_id=dead)
        await _silence(context)
        await chores.revive(context)
    await run_jobs(context)
    assert done == ["hello"]


async def _silence(context) -> None:
    async with context.transaction() as uow:
        await _long_ago(uow)


async def _long_ago(uow: UnitOfWork) -> None:
    await uow.session.execute(
        text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'")
    )


async def test_a_chore_that_fails_is_no_letter_but_waits_for_its_next_time(context):
    async def stumble(_: object) -> None:
        raise Trouble

    chores.every("* * * * *")(stumble)
    name = "test_queue.stumble"
    task = queue.app.tasks.pop(name)
    queue.app.periodic_registry.periodic_tasks.pop((name, ""))
    await task(timestamp=0)


async def test_chores_come_round():
    names = {each.task.name for each in queue.app.periodic_registry.periodic_tasks.values()}
    assert {"account_cleanup.tidy", "channel.purge", "image.sweep", "job.tidy", "chores.revive"} <= names


async def test_the_migration_makes_what_this_version_of_the_queue_needs(context):
    whole = schema.SchemaManager.get_schema()
    wanted = {line.split("(")[0].split()[2] for line in whole.splitlines() if line.startswith("CREATE FUNC")}
    async with context.transaction() as uow:
        found = await uow.session.scalars(
            text("SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%'")
        )
        assert wanted <= set(found)
