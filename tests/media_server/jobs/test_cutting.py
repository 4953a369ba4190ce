"""Which pictures of a cut are copied: whatever the order of a stream, exactly the wanted ones are shown."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from media_server.jobs.cutting import Picture, decodable_from, decoding_times, plan_cut, shown_between


@st.composite
def closed_streams(draw) -> list[Picture]:
    """Groups of pictures as encoders make them: a keyframe, then anchors, each followed by those shown
    before.
    """
    pictures: list[Picture] = []
    at = 0
    for _ in range(draw(st.integers(1, 4))):
        pictures.append(Picture(float(at), True))
        at += 1
        for reordered in draw(st.lists(st.integers(0, 3), max_size=5)):
            pictures.append(Picture(float(at + reordered), False))
            pictures += [Picture(float(at + n), False) for n in range(reordered)]
            at += reordered + 1
    return pictures


@st.composite
def open_streams(draw) -> list[Picture]:
    """Later keyframes may be followed by pictures that are shown before them and need the group before."""
    pictures = [Picture(0.0, True)]
    at = 1
    for leading in draw(st.lists(st.integers(0, 3), max_size=4)):
        pictures += [Picture(float(at + n), False) for n in range(2)]
        at += 2
        pictures.append(Picture(float(at + leading), True))
        pictures += [Picture(float(at + n), False) for n in range(leading)]
        at += leading + 1
    return pictures


@given(st.one_of(closed_streams(), open_streams()), st.data())
def test_the_cut_shows_exactly_what_is_wanted(pictures, data):
    times = sorted(p.pts for p in pictures)
    first = data.draw(st.integers(0, len(times) - 1))
    last = data.draw(st.integers(first, len(times) - 1))
    wanted = frozenset(n for n, p in enumerate(pictures) if times[first] <= p.pts <= times[last])
    plan = plan_cut(pictures, wanted)
    head = plan.head.places if plan.head else ()
    tail = plan.tail.places if plan.tail else ()
    assert sorted([*head, *plan.copies, *tail]) == sorted(wanted)
    # Shown in this order: encoded head, copies, encoded tail.
    groups = [[pictures[n].pts for n in group] for group in (head, plan.copies, tail)]
    assert sorted(groups[0]) == groups[0] and sorted(groups[2]) == groups[2]
    flat = [pts for group in groups for pts in sorted(group)]
    assert flat == sorted(flat)


@given(st.one_of(closed_streams(), open_streams()), st.data())
def test_copies_decode_by_themselves_and_seams_from_what_they_name(pictures, data):
    times = sorted(p.pts for p in pictures)
    first = data.draw(st.integers(0, len(times) - 1))
    last = data.draw(st.integers(first, len(times) - 1))
    wanted = frozenset(n for n, p in enumerate(pictures) if times[first] <= p.pts <= times[last])
    plan = plan_cut(pictures, wanted)
    if plan.copies:
        assert pictures[plan.copies[0]].sync and pictures[plan.copies[0]].fresh
        # No picture in between is left out, but for those that are shown before the first and hang on others.
        key = pictures[plan.copies[0]].pts
        between = range(plan.copies[0], plan.copies[-1] + 1)
        assert all(n in plan.copies or pictures[n].pts < key for n in between)
    for seam in (plan.head, plan.tail):
        if seam:
            assert pictures[seam.decode_from].sync
            assert pictures[seam.decode_from].pts <= min(pictures[n].pts for n in seam.places)
            assert seam.decode_from <= min(seam.places)


@given(closed_streams())
def test_a_cut_on_keyframes_encodes_nothing(pictures):
    keys = [p.pts for p in pictures if p.sync]
    for start in keys:
        wanted = frozenset(n for n, p in enumerate(pictures) if p.pts >= start)
        plan = plan_cut(pictures, wanted)
        assert plan.head is None and plan.tail is None and len(plan.copies) == len(wanted)


def test_a_cut_within_a_group_encodes_only_what_hangs_in_the_air():
    #            I    P    B    B    P    B    B    I    P
    times = [0.0, 3.0, 1.0, 2.0, 6.0, 4.0, 5.0, 7.0, 8.0]
    pictures = [Picture(t, n in (0, 7)) for n, t in enumerate(times)]
    plan = plan_cut(pictures, frozenset(n for n, t in enumerate(times) if t <= 4.0))
    assert (plan.head, plan.copies) == (None, (0, 1, 2, 3))
    assert plan.tail and plan.tail.places == (5,) and plan.tail.decode_from == 0
    plan = plan_cut(pictures, frozenset(n for n, t in enumerate(times) if t >= 5.0))
    assert plan.head and plan.head.places == (6, 4) and plan.copies == (7, 8) and plan.tail is None


def test_what_is_on_the_screen_between_two_moments():
    times = [0.0, 0.033, 0.067, 0.1]
    assert shown_between(times, 0.133, 0.033, 0.1) == [1, 2]
    assert shown_between(times, 0.133, 0.0333, 0.0667) == [1]
    assert shown_between(times, 0.133, 0.04, 0.05) == [1]
    assert shown_between(times, 0.133, 0.0325, 0.0995) == [1, 2]
    assert shown_between(times, 0.133, 0.12, 9.0) == [3]
    assert shown_between(times, 0.133, 0.133, 9.0) == []


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40, unique=True))
def test_decoding_times_rise_and_come_before_presentation(pts):
    dts = decoding_times(pts)
    assert all(a < b for a, b in itertools.pairwise(dts))
    assert all(decoded <= shown for decoded, shown in zip(dts, pts, strict=True))
    assert max(shown - decoded for decoded, shown in zip(dts, pts, strict=True)) >= 0


def test_decodable_from_is_the_keyframe_that_is_shown_no_later():
    pictures = [Picture(0.0, True), Picture(1.0, False), Picture(3.0, True), Picture(2.0, False)]
    assert decodable_from(pictures, 2.0) == 0
    assert decodable_from(pictures, 3.0) == 2
    assert decodable_from(pictures, -1.0) == 0
