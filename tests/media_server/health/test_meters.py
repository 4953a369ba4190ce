"""Loudness of running streams, measured beside the live process."""

import asyncio
from collections.abc import Callable

import psutil
import pytest
import pytest_asyncio

from media_server.health.meters import LoudnessMeters, LoudnessTap
from media_server.health.samples import Loudness
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.made_media import Recipe, encode


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def meters():
    """Shared: a process that a test costs is replaced."""
    made = LoudnessMeters()
    made.start()
    await until(lambda: made.running)
    yield made
    await made.close()
    assert processes() == []


def processes() -> list[psutil.Process]:
    children = psutil.Process().children()  # not theirs: a whole site may run beside this test
    return [child for child in children if "media_server.health.worker" in child.cmdline()]


async def until(happened: Callable[[], bool], limit_s: float = 30.0) -> None:
    async with asyncio.timeout(limit_s):
        for _ in iter(lambda: not happened(), False):
            await asyncio.sleep(0.01)


def play(tap: LoudnessTap, recipe: Recipe) -> None:
    encoded = encode(recipe)
    for config in encoded.configs:
        tap.on_config(config)
    for unit in encoded.units:
        tap.on_unit(unit)


async def test_several_streams_each_at_their_level(meters):
    levels = {-23.0: [], -33.0: []}
    for level, heard in levels.items():
        play(meters.tap(heard.append), Recipe(seconds=6, video=False, dbfs=level))
    await until(lambda: all(len(heard) >= 6 for heard in levels.values()))
    for level, heard in levels.items():
        newest: Loudness = heard[-1]
        assert newest.momentary == pytest.approx(level, abs=0.15)
        assert newest.short_term == pytest.approx(level, abs=0.15)
        assert newest.integrated == pytest.approx(level, abs=0.15)


async def test_pictures_and_further_tracks_are_not_heard(meters):
    heard: list[Loudness] = []
    tap = meters.tap(heard.append)
    tap.on_config(TrackConfig("audio", "mp4a", b"\x11\x90", track=1))
    for n in range(50):
        tap.on_unit(AccessUnit("video", n, 0, True, b"x"))
        tap.on_unit(AccessUnit("audio", n, 0, True, b"x", track=1))
    play(tap, Recipe(seconds=2, video=False))
    await until(lambda: len(heard) >= 2)
    assert len(heard) == 2


async def test_garbage_is_silence_and_harms_nobody(meters):
    broken: list[Loudness] = []
    sound: list[Loudness] = []
    tap = meters.tap(broken.append)
    tap.on_config(TrackConfig("audio", "mp4a", b"\x11\x90"))
    for n in range(96):
        tap.on_unit(AccessUnit("audio", n * 21, 0, True, bytes((n, 255 - n)) * 100))
    play(meters.tap(sound.append), Recipe(seconds=4, video=False))
    await until(lambda: len(sound) >= 4)
    assert len(broken) == 2


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that died is replaced without much of a pause."""
    monkeypatch.setattr("media_server.health.meters._RESTART_S", 0.1)


async def replaced(meters: LoudnessMeters) -> None:
    await until(lambda: not meters.running)
    await until(lambda: meters.running)


@pytest.mark.usefixtures("soon")
async def test_a_stream_that_kills_the_process_twice_is_no_longer_measured(meters):
    killer_heard: list[Loudness] = []
    heard: list[Loudness] = []
    killer, good = meters.tap(killer_heard.append), meters.tap(heard.append)
    for strikes in (1, 2):
        (process,) = processes()
        process.suspend()  # so that it is certain whose batch it dies of
        play(killer, Recipe(seconds=1, video=False))
        play(good, Recipe(seconds=1, video=False))
        process.kill()
        await replaced(meters)
        assert (killer.strikes, good.strikes) == (strikes, 0)
    play(killer, Recipe(seconds=2, video=False))
    play(good, Recipe(seconds=2, video=False))
    await until(lambda: len(heard) >= 2)
    assert killer_heard == []


@pytest.mark.usefixtures("soon")
async def test_the_process_is_replaced_when_it_dies(meters):
    heard: list[Loudness] = []
    tap = meters.tap(heard.append)
    play(tap, Recipe(seconds=2, video=False))
    await until(lambda: len(heard) >= 2)
    (process,) = processes()
    process.kill()
    await replaced(meters)
    play(tap, Recipe(seconds=2, video=False))
    await until(lambda: len(heard) >= 4)
    assert tap.strikes == 0  # it died between batches: nobody's fault


async def test_a_closed_tap_hears_nothing_more(meters):
    heard: list[Loudness] = []
    tap = meters.tap(heard.append)
    play(tap, Recipe(seconds=2, video=False))
    tap.close()
    other: list[Loudness] = []
    play(meters.tap(other.append), Recipe(seconds=2, video=False))
    await until(lambda: len(other) >= 2)
    assert heard == []
