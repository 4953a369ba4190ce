"""The way to the app: fail closed at publish, events in order whatever happens. Case 22."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from media_server.app_link.client import AppClient
from media_server.app_link.events import EventDelivery
from media_server.app_link.journal import COMPACT_AT_BYTES, Journal
from media_server.contract import AuthorisePublish, Health, Interrupted, PublishAnswer, decode
from tests.media_server.app_link.fake_app import SECRET, RunningApp, running_app
from tests.media_server.waiting import until

QUESTION = AuthorisePublish("key", "192.0.2.1", "OBS", False)


def event(number: int) -> Interrupted:
    return Interrupted("alpha", f"broadcast-{number}", float(number), 60.0)


@asynccontextmanager
async def delivery(app: RunningApp, folder, secret: str = SECRET) -> AsyncIterator[EventDelivery]:
    journal = Journal(folder)
    client = AppClient(app.url, secret, journal.server, 0.3)
    events = EventDelivery(journal, client)
    task = asyncio.create_task(events.run())
    try:
        yield events
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await client.close()
        journal.close()


@asynccontextmanager
async def asking(app: RunningApp, timeout_s: float = 0.3) -> AsyncIterator[AppClient]:
    client = AppClient(app.url, SECRET, "server", timeout_s)
    try:
        yield client
    finally:
        await client.close()


async def test_the_app_decides():
    async with running_app() as app, asking(app) as client:
        app.answers["key"] = PublishAnswer(True, stream="alpha", grace_s=5.0)
        assert await client.authorise(QUESTION) == PublishAnswer(True, stream="alpha", grace_s=5.0)
        refused = await client.authorise(AuthorisePublish("other", "192.0.2.1", "OBS", False))
        assert not refused.accepted and refused.wrong_key


async def test_an_app_that_is_slow_or_away_lets_nobody_in():
    async with running_app() as app, asking(app) as client:
        app.answers["key"] = PublishAnswer(True, stream="alpha")
        app.delay_s = 5.0
        began = time.monotonic()
        assert not (await client.authorise(QUESTION)).accepted
        assert time.monotonic() - began < 3.0
        await app.stop()
        refused = await client.authorise(QUESTION)
        assert not refused.accepted and not refused.wrong_key and "cannot be checked" in refused.reason


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, b""),
        (200, b"yes"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"accepted": 1}'),
        (200, b'{"accepted": "true", "stream": "alpha"}'),
        (200, b'{"accepted": true, "ladder": [{"name": 1}]}'),
        (200, b'{"accepted": true, "stream": "' + b"x" * 100_000 + b'"}'),
        (500, b'{"accepted": true, "stream": "alpha"}'),
        (302, b'{"accepted": true, "stream": "alpha"}'),
    ],
    ids=range(10),
)
async def test_a_confused_app_lets_nobody_in(status, answer):
    async with running_app() as app, asking(app) as client:
        app.status, app.nonsense = status, answer
        assert not (await client.authorise(QUESTION)).accepted


async def test_events_arrive_in_order_with_growing_numbers(tmp_path):
    async with running_app() as app, delivery(app, tmp_path) as events:
        for number in range(20):
            events.announce(event(number))
        await until(lambda: len(app.events) == 20)
    assert [one.sequence for one in app.events] == list(range(1, 21))
    assert [one.message for one in app.events] == [event(number) for number in range(20)]
    assert len({one.id for one in app.events}) == 20 and len({one.server for one in app.events}) == 1


async def test_an_app_that_was_away_learns_everything_in_order(tmp_path):
    async with running_app() as app:
        await app.stop()
        async with delivery(app, tmp_path) as events:
            for number in range(5):
                events.announce(event(number))
            await until(lambda: (tmp_path / "events.jsonl").read_bytes().count(b"\n") == 5)
        async with delivery(app, tmp_path) as events:  # the media server was restarted in between
            events.announce(event(5))
            await app.start()
            await until(lambda: len(app.events) == 6)
            await events.flush(5)
    assert [one.message for one in app.events] == [event(number) for number in range(6)]
    assert [one.sequence for one in app.events] == list(range(1, 7))


async def test_a_refusal_is_tried_again_and_an_unreadable_event_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr("media_server.app_link.events.FIRST_RETRY_S", 0.01)
    async with running_app() as app, delivery(app, tmp_path) as events:
        app.status = 503
        events.announce(event(0))
        await asyncio.sleep(0.1)
        app.status = 200
        await until(lambda: len(app.events) == 1)
        app.status = 422
        events.announce(event(1))
        await events.flush(5)
        app.status = 200
        events.announce(event(2))
        await until(lambda: len(app.events) == 2)
    assert [one.sequence for one in app.events] == [1, 3]


async def test_numbers_go_on_over_restarts(tmp_path):
    async with running_app() as app:
        for number in range(3):
            async with delivery(app, tmp_path) as events:
                events.announce(event(number))
                await events.flush(5)
    assert [one.sequence for one in app.events] == [1, 2, 3]


async def test_health_is_sent_once_and_never_kept(tmp_path):
    async with running_app() as app, delivery(app, tmp_path) as events:
        for number in range(50):
            events.announce(Health(float(number), {}))
        await until(lambda: app.health and app.health[-1].message.at == 49.0)
        assert len(app.health) < 50 and app.health[0].sequence == 0
        await app.stop()
        events.announce(Health(50.0, {}))
        await asyncio.sleep(0.1)
        await app.start()
        events.announce(Health(51.0, {}))
        await until(lambda: app.health[-1].message.at == 51.0)
        assert 50.0 not in [one.message.at for one in app.health]
    assert not (tmp_path / "events.jsonl").read_bytes()


def test_a_crash_in_the_middle_of_a_line_loses_that_line_only(tmp_path):
    journal = Journal(tmp_path)
    journal.append([event(0), event(1)])
    journal.close()
    with open(tmp_path / "events.jsonl", "ab") as file:
        file.write(b'{"version":1,"type":"inter')
    again = Journal(tmp_path)
    assert [sequence for sequence, _ in again.take_waiting()] == [1, 2]
    [(sequence, body)] = again.append([event(2)])
    assert sequence == 3 and decode(body).message == event(2)
    again.close()
    assert [sequence for sequence, _ in Journal(tmp_path).take_waiting()] == [1, 2, 3]


def test_a_damaged_line_does_not_stop_the_others(tmp_path):
    journal = Journal(tmp_path)
    journal.append([event(0), event(1)])
    journal.close()
    data = (tmp_path / "events.jsonl").read_bytes()
    (tmp_path / "events.jsonl").write_bytes(b"\x00garbage\n" + data)
    assert [sequence for sequence, _ in Journal(tmp_path).take_waiting()] == [1, 2]


def test_the_file_of_events_does_not_grow_for_ever(tmp_path):
    journal = Journal(tmp_path)
    big = Interrupted("x" * 100_000, "b", 0.0, 0.0)
    for _ in range(COMPACT_AT_BYTES // 100_000 + 1):
        [(sequence, body)] = journal.append([big])
        journal.confirm(sequence, len(body) + 1, idle=True)
    assert (tmp_path / "events.jsonl").stat().st_size < 200_000
    assert journal.append([big])[0][0] == sequence + 1
    journal.close()
    assert len(Journal(tmp_path).take_waiting()) == 1
