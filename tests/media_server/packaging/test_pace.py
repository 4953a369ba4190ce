"""How part and segment lengths follow from what the encoder sends."""

import pytest

from media_server.packaging.pace import (
    PART_FLOOR,
    audio_pace,
    frame_rate_of,
    measured_enough,
    target_duration,
    video_pace,
)

RATES = [1, 5, 7.5, 10, 12, 15, 20, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60, 72, 90, 120, 144]


def dts(rate: float, count: int, start_ms: int = 0) -> list[int]:
    return [start_ms + round(n * 1000 / rate) for n in range(count)]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("wanted_s", [0.1, 0.2, 0.25, 0.333, 0.5, 1.0])
def test_a_whole_number_of_pictures_fills_a_part_as_the_rules_ask(rate: float, wanted_s: float) -> None:
    pace = video_pace(rate, wanted_s)
    pictures = max(1, int(pace.part_target_s * rate))
    shortest, longest = pictures / rate - 0.001, pictures / rate + 0.001
    assert longest <= pace.part_target_s
    assert shortest >= PART_FLOOR * pace.part_target_s
    assert pace.part_target_s <= max(wanted_s, 1 / rate) + 0.007


@pytest.mark.parametrize(
    ("rate", "target_s"), [(24, 0.255), (25, 0.205), (30, 0.205), (29.97, 0.205), (50, 0.205), (60, 0.255)]
)
def test_parts_divide_a_second_so_that_keyframes_open_them(rate: float, target_s: float) -> None:
    pace = video_pace(rate, 0.25)
    assert pace.part_target_s == target_s
    assert round(rate) % int(target_s * rate) == 0


@pytest.mark.parametrize("rate", [7.5, 24, 24_000 / 1001, 25, 30, 30_000 / 1001, 50, 60, 144])
def test_the_frame_rate_is_read_from_whole_milliseconds(rate: float) -> None:
    assert frame_rate_of(dts(rate, 40, start_ms=12_345), declared=0) == pytest.approx(rate, rel=0.002)


def test_the_header_is_believed_only_when_the_timestamps_agree() -> None:
    assert frame_rate_of(dts(30, 16), declared=30_000 / 1001) == 30_000 / 1001
    assert frame_rate_of(dts(30, 16), declared=60) == 30


def test_lost_pictures_do_not_lower_the_rate() -> None:
    assert frame_rate_of([t for t in dts(30, 20) if t not in (133, 300)], declared=0) == 30


def test_without_two_times_the_header_is_all_there_is() -> None:
    assert frame_rate_of([40], declared=25) == 25
    assert frame_rate_of([40, 40], declared=0) == 0


def test_measuring_ends_soon_for_usual_rates_and_at_two_seconds_for_slow_ones() -> None:
    assert not measured_enough(dts(30, 15)) and measured_enough(dts(30, 16))
    assert not measured_enough(dts(5, 4)) and measured_enough(dts(5, 5))
    assert measured_enough(dts(1, 3))


@pytest.mark.parametrize(("rate", "frame"), [(48_000, 1024), (44_100, 1024), (48_000, 960), (48_000, 4_608)])
def test_audio_parts_hold_whole_frames(rate: int, frame: int) -> None:
    target_s = audio_pace(rate, frame, 0.25).part_target_s
    frames = int(target_s * rate / frame)
    assert PART_FLOOR * target_s <= frames * frame / rate <= target_s <= 0.257


def test_the_target_duration_is_rounded_as_the_rules_round() -> None:
    assert [target_duration(s, 2.0) for s in (0.4, 2.0, 2.49, 2.5, 8.33, 10.4)] == [2, 2, 2, 3, 8, 10]
