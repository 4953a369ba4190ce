"""Ladders with real processes: in step with the source, and out of its way when something goes wrong."""

import asyncio
from dataclasses import replace

import pytest
import pytest_asyncio

from media_server.contract import Rung
from media_server.packaging.outputs import InitSection, Output, Part
from media_server.transcode.lane import LadderSettings
from media_server.transcode.pace import PaceLimits
from media_server.transcode.report import RungState
from tests.media_server.made_media import Recipe, encode, endless
from tests.media_server.transcode.rig import (
    ONE_RUNG,
    Rig,
    parts,
    pictures,
    rung_processes,
    segments,
)

RECIPE = Recipe(seconds=4, gop=60, bframes=2, width=160, height=90)


def shown_in(outputs: list[Output], msn: int) -> list[int]:
    header: list[Output] = [o for o in outputs if isinstance(o, InitSection)][:1]
    return [n for n, _ in pictures(header + [o for o in outputs if isinstance(o, Part) and o.msn == msn])]


async def joined(rig: Rig, recipe: Recipe = RECIPE):
    """Play until all rungs have given pictures; the rest of the stream is handed back."""
    units = endless(recipe)
    rig.configure(encode(recipe))
    await rig.play(
        units, lambda: len(rig.sinks) == rig.rungs and all(sink.pictures > 30 for sink in rig.sinks)
    )
    return units


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def finished() -> Rig:
    """A ladder that went along for more than one turn of the stream, for tests that only look at it."""
    rig = Rig()
    units = await joined(rig)
    assert rig.budget.free < 4.0
    await rig.play(units, lambda: all(sink.pictures > 150 for sink in rig.sinks))
    await rig.finish()
    return rig


def assert_cut_alike(rig: Rig) -> None:
    source = parts(rig.outputs)
    for sink in rig.sinks:
        assert sink.closed and sink.alignment.msn >= 1
        made = parts(sink.outputs)
        last = max(made)[0]
        # The end of the stream comes wherever the last picture did; before it all is equal.
        for place, (start, duration, independent, discontinuity) in made.items():
            if place[0] < last:
                assert source[place] == (start, duration, independent, discontinuity)
        assert len(made) > 20


async def test_rungs_cut_where_the_source_cuts(finished):
    assert_cut_alike(finished)


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, fps=60, gop=60, bframes=3),
        replace(RECIPE, fps=25, gop=50, bframes=0),
        replace(RECIPE, gop=120, bframes=0),
    ],
    ids=["60 fps", "25 fps", "keyframes 4 s apart"],
)
async def test_rungs_cut_where_any_source_cuts(recipe):
    rig = Rig(ladder=ONE_RUNG)
    units = await joined(rig, recipe)
    await rig.play(units, lambda: len(segments(rig.sinks[0].outputs)) >= 3)
    await rig.finish()
    assert_cut_alike(rig)


async def test_every_picture_of_the_source_is_in_every_rung(finished):
    rig = finished
    sent = {(u.dts_ms, u.kind): u for u in endless(RECIPE)}
    shown_by_source = pictures(rig.outputs)
    for sink in rig.sinks:
        assert set(pictures(sink.outputs)[:-3]) <= set(shown_by_source)  # at the same time, too
        found = sink.numbers()
        # The stream stops in the middle: of its last three pictures those in between may be missing.
        assert found[:-3] == [(found[0] + n) % 120 for n in range(len(found) - 3)]
        assert len(found) == sink.pictures
        for unit in sink.units:
            original = sent[unit.dts_ms, unit.kind]
            assert unit.keyframe == original.keyframe
            assert unit.kind == "video" or unit.data is original.data  # sound passes through untouched


async def test_a_publisher_that_comes_back_finds_its_rungs_in_step_until_its_pictures_are_others():
    rig = Rig()
    units = await joined(rig)
    await rig.play(units, lambda: len(segments(rig.outputs)) % 2 == 0)
    rig.discontinuity()
    rig.configure(encode(RECIPE))
    before = len(segments(rig.outputs))
    await rig.play(endless(RECIPE), lambda: len(segments(rig.outputs)) >= before + 3)
    assert len(rig.sinks) == 2  # the same two as before
    rig.discontinuity()
    other = replace(RECIPE, width=192, height=108)
    rig.configure(encode(other))
    await rig.play(endless(other), lambda: len(rig.sinks) == 4 and rig.sinks[3].pictures > 30)
    await rig.finish()
    assert {(sink.rung.width, sink.rung.height) for sink in rig.sinks[2:]} == {(106, 60), (80, 44)}
    source, source_segments = parts(rig.outputs), segments(rig.outputs)
    for sink in rig.sinks[:2]:
        assert sink.closed
        made = segments(sink.outputs)
        assert any(part[3] for part in parts(sink.outputs).values())
        # Each segment shows what the source's of that number shows.
        for msn in sorted(made)[:-1]:
            assert shown_in(sink.outputs, msn) == shown_in(rig.outputs, msn)
        # Where the publisher left, sound decides about the end: a frame of it more or less is no matter.
        for msn in sorted(made)[:-1]:
            assert made[msn] == pytest.approx(source_segments[msn], abs=0.022)
        for place, (start, _, independent, discontinuity) in parts(sink.outputs).items():
            if place[1] == 0:
                assert start == pytest.approx(source[place][0], abs=0.022)
                assert (independent, discontinuity) == source[place][2:]


async def test_a_process_that_dies_is_replaced_and_nobody_else_notices():
    rig = Rig()
    units = await joined(rig)
    large, small = rig.newest("60p"), rig.newest("45p")
    rung_processes()[0].kill()
    await rig.play(units, lambda: len(rig.sinks) == 3 and rig.sinks[2].pictures > 10)
    assert large.closed and not small.closed
    assert rig.sinks[2].rung == large.rung
    await rig.finish()
    source, made = segments(rig.outputs), segments(small.outputs)
    assert sorted(source) == list(range(len(source)))
    assert {n: made[n] for n in sorted(made)[:-1]} == {n: source[n] for n in sorted(made)[:-1]}
    assert rig.sinks[2].alignment.msn > large.alignment.msn
    first = next(iter(parts(rig.sinks[2].outputs)))
    assert first == (rig.sinks[2].alignment.msn, 0)


async def test_damaged_pictures_keep_their_places():
    rig = Rig(ladder=ONE_RUNG)
    units = await joined(rig)
    damaged = 0
    for unit in units:
        if unit.kind == "video" and not unit.keyframe and damaged < 40:
            damaged += 1
            unit = replace(unit, data=b"\x00\x00\x00\x20" + bytes((0x41, damaged)) + b"\xa5" * 30)
        rig.push(unit)
        await asyncio.sleep(0.001)
        if rig.sinks[0].pictures > 150:
            break
    await rig.finish()
    assert len(rig.sinks) == 1 and damaged == 40
    source = segments(rig.outputs)
    made = segments(rig.sinks[0].outputs)
    assert {n: made[n] for n in sorted(made)[:-1]} == {n: source[n] for n in sorted(made)[:-1]}


async def test_a_rung_that_is_too_slow_is_dropped_until_there_is_room_and_the_other_never_waits():
    limits = PaceLimits(warm_up_s=1.0, lag_s=2.0, patience_s=0.6, silence_s=3600.0, rest_s=0.5)
    rig = Rig(LadderSettings(pace=limits))
    units = await joined(rig)
    large, small = rig.newest("60p"), rig.newest("45p")
    before = small.pictures
    rig.idle = 0.0
    rung_processes()[0].suspend()
    await rig.play(units, lambda: bool(rig.states(RungState.DROPPED)), speed=2.0)
    assert small.pictures > before + 30
    assert rig.states(RungState.DROPPED) == ["60p"] and large.closed and not small.closed
    assert "switched off" in rig.reports[-1].sentence
    rested = len(segments(rig.outputs)) + 3
    await rig.play(units, lambda: len(segments(rig.outputs)) > rested, speed=2.0)
    assert len(rig.sinks) == 2  # the machine has nothing left
    rig.idle = 4.0
    await rig.play(units, lambda: len(rig.sinks) == 3 and rig.sinks[2].pictures > 30, speed=2.0)
    assert rig.sinks[2].rung == large.rung and not small.closed
    await rig.finish()
    for sink in rig.sinks[1:]:
        source, made = parts(rig.outputs), parts(sink.outputs)
        assert all(source[place][:2] == part[:2] for place, part in made.items() if place[0] < max(made)[0])


async def test_a_process_that_hangs_is_killed_and_replaced():
    limits = PaceLimits(warm_up_s=0.0, lag_s=0.5, patience_s=3600.0, silence_s=1.0)
    rig = Rig(LadderSettings(pace=limits), ONE_RUNG)
    units = await joined(rig)
    process, hung = rung_processes()[0], rig.newest("60p")
    process.suspend()
    await rig.play(units, lambda: rig.newest("60p") is not hung, speed=2.0)
    assert process.pid not in [p.pid for p in rung_processes()] and hung.closed
    await rig.finish()


async def test_a_publisher_that_leaves_before_the_rungs_are_there_gets_them_later():
    rig = Rig(ladder=ONE_RUNG)
    encoded = encode(RECIPE)
    rig.configure(encoded)
    for unit in encoded.units:
        rig.push(unit)
    rig.discontinuity()
    assert rig.sinks == []
    await joined(rig)
    await rig.finish()
    assert all(sink.closed for sink in rig.sinks)


async def test_a_ladder_without_room_is_refused_with_a_sentence():
    rig = Rig(cores=0.001, ladder=(Rung("60p", 60),))
    rig.configure(encode(RECIPE))
    await rig.play(endless(RECIPE), lambda: bool(rig.reports), speed=1000)
    assert rig.states(RungState.REFUSED) == ["60p"] and "60p" in rig.reports[0].sentence
    assert rung_processes() == []
    await rig.finish()


async def test_closing_gives_the_cores_back_and_leaves_no_process(finished):
    assert finished.budget.free == 4.0 and rung_processes() == []


async def test_a_closed_ladder_hears_nothing_and_holds_no_cores():
    rig = Rig()
    rig.ladder.close()
    rig.configure(encode(RECIPE))
    for unit in encode(RECIPE).units:
        rig.push(unit)
    await rig.finish()
    assert rig.sinks == [] and rig.budget.free == 4.0


async def test_sound_alone_has_no_rungs():
    recipe = replace(RECIPE, video=False)
    rig = Rig()
    rig.configure(encode(recipe))
    for unit in encode(recipe).units:
        rig.push(unit)
    await rig.finish()
    assert rig.sinks == [] and rig.reports == []
