"""When planned streams take place: weekdays, clocks that change, what is moved or cancelled, what is over."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import schedule as rules
from aethex_live.domain.schedule import HORIZON, WEEKDAYS, Change, Entry, next_of, occurrences
from aethex_live.domain.schedule_form import (
    NEEDED,
    changed_entry,
    check_changes,
    check_place,
    new_entry,
)
from aethex_live.domain.time_zone import local_time, names
from aethex_live.errors import InvalidInput

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)  # a Friday; in Europe clocks go forward on the 29th
FIELDS = {
    "title": "Night shift",
    "zone": "Europe/Berlin",
    "starts_on": "2026-03-22",
    "time": "20:00",
    "minutes": 120,
}


def entry(**fields) -> Entry:
    return new_entry(uuid4(), uuid4(), check_changes({**FIELDS, **fields}), NOW)


def starts(planned: Entry, days: int = 17, **options) -> list[str]:
    found = occurrences(planned, NOW, NOW + timedelta(days=days), **options)
    return [f"{each.starts_at:%m-%d %H:%M}" for each in found]


def test_something_that_takes_place_once():
    assert starts(entry()) == ["03-22 19:00"]
    assert next_of(entry(), NOW).ends_at == datetime(2026, 3, 22, 21, tzinfo=UTC)


def test_every_week_keeps_its_local_time_when_clocks_change():
    weekly = entry(weekdays=["wed", "sun"])
    assert starts(weekly) == ["03-22 19:00", "03-25 19:00", "03-29 18:00", "04-01 18:00", "04-05 18:00"]


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:30"),  # skipped: as if clocks had not changed
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30"),  # twice: the first
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45"),
        ("Asia/Kolkata", "2026-07-01", "00:10", "2026-06-30 18:40"),
        ("UTC", "2026-03-29", "02:30", "2026-03-29 02:30"),
    ],
)
def test_local_times_where_clocks_change(zone, day, at, utc):
    planned = entry(zone=zone, starts_on=day, time=at)
    assert f"{next_of(planned, NOW).starts_at:%Y-%m-%d %H:%M}" == utc


def test_the_last_day_is_the_last():
    weekly = entry(weekdays=["sun"], until="2026-04-05")
    assert starts(weekly, days=60) == ["03-22 19:00", "03-29 18:00", "04-05 18:00"]
    assert next_of(weekly, datetime(2026, 4, 6, tzinfo=UTC)) is None


def test_one_time_is_cancelled_and_another_moved():
    weekly = entry(weekdays=["sun"])
    changes = (Change(date(2026, 3, 22), None), Change(date(2026, 3, 29), datetime(2026, 3, 30, 10, 15)))
    changed = replace(weekly, changes=changes)
    assert starts(changed) == ["03-30 08:15", "04-05 18:00"]
    assert starts(changed, cancelled=True) == ["03-22 19:00", "03-30 08:15", "04-05 18:00"]
    moved = rules.occurrence(changed, date(2026, 3, 29))
    assert (moved.moved, moved.day) == (True, date(2026, 3, 29))


def test_a_time_that_was_moved_into_the_window_is_found():
    weekly = entry(weekdays=["sun"])
    changed = replace(weekly, changes=(Change(date(2026, 4, 26), datetime(2026, 3, 21, 9, 0)),))
    assert starts(changed, days=3) == ["03-21 08:00", "03-22 19:00"]


def test_a_change_of_a_day_for_which_nothing_is_planned_any_more_does_nothing():
    weekly = replace(entry(weekdays=["sun"]), changes=(Change(date(2026, 3, 25), datetime(2026, 3, 26, 9)),))
    assert starts(weekly, days=8) == ["03-22 19:00"]


def test_what_is_on_counts_until_it_ends():
    planned = entry()
    begin = datetime(2026, 3, 22, 19, tzinfo=UTC)
    assert next_of(planned, begin + timedelta(minutes=119)) is not None
    assert next_of(planned, begin + timedelta(minutes=120)) is None


def test_what_was_cancelled_is_not_over_before_its_time():
    cancelled = replace(entry(), changes=(Change(date(2026, 3, 22), None),))
    assert next_of(cancelled, NOW) is None and not rules.is_over(cancelled, NOW)
    assert rules.is_over(cancelled, datetime(2026, 3, 22, 21, tzinfo=UTC))


def test_a_stream_is_the_planned_one_within_half_an_hour():
    weekly = entry(weekdays=["sun"])
    begin = datetime(2026, 3, 22, 19, tzinfo=UTC)
    for minutes, near in ((-31, False), (-30, True), (0, True), (30, True), (31, False)):
        assert (rules.near(weekly, begin + timedelta(minutes=minutes)) is not None) == near
    cancelled = replace(weekly, changes=(Change(date(2026, 3, 22), None),))
    assert rules.near(cancelled, begin) is None


def test_it_is_live_when_the_channel_streams_at_its_time_or_has_begun_for_it():
    planned = entry()
    one = next_of(planned, NOW)

    def live(minutes: int, since: int | None) -> bool:
        began = None if since is None else one.starts_at + timedelta(minutes=since)
        return rules.planned(planned, one, one.starts_at + timedelta(minutes=minutes), since=began).live

    assert live(0, since=0) and live(-20, since=-25) and live(0, since=-600) and live(119, since=30)
    assert not live(0, since=None)
    assert not live(-20, since=-600), "what has been on for hours is something else until then"
    assert not live(120, since=0)


@given(
    days=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Africa/Casablanca", "UTC"]),
    at=st.times(),
    ahead=st.integers(0, 300),
    reach=st.integers(1, 60),
)
def test_every_week_is_every_week(days, zone, at, ahead, reach):
    weekly = entry(zone=zone, time=at.isoformat("minutes"), weekdays=sorted(days), starts_on="2026-03-20")
    after = NOW + timedelta(days=ahead)
    found = occurrences(weekly, after, after + timedelta(days=reach))
    assert [each.starts_at for each in found] == sorted(each.starts_at for each in found)
    assert len({each.day for each in found}) == len(found)
    for each in found:
        assert WEEKDAYS[each.day.weekday()] in days
        assert each.ends_at > after and each.starts_at < after + timedelta(days=reach)
        shown = local_time(each.starts_at, zone)
        assert (shown.date(), shown.time()) == (each.day, time(at.hour, at.minute)) or _is_skipped(each, zone)
    whole_weeks = (reach - 2) // 7
    assert len(found) >= whole_weeks * len(days)


def _is_skipped(each, zone) -> bool:
    """Whether clocks went forward over it."""
    around = [local_time(each.starts_at + timedelta(hours=hours), zone) for hours in (-3, 3)]
    return around[1] - around[0] > timedelta(hours=6)


def test_nobody_looks_beyond_the_horizon():
    daily = entry(weekdays=list(WEEKDAYS))
    assert len(occurrences(daily, NOW, datetime(9999, 1, 1, tzinfo=UTC))) <= HORIZON.days


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"description": "x" * 1001}, "description"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"starts_on": "22.03.2026"}, "starts_on"),
        ({"starts_on": "2026-03-01"}, "starts_on"),  # over
        ({"starts_on": "2026-03-19"}, "starts_on"),
        ({"starts_on": "2027-04-01"}, "starts_on"),
        ({"starts_on": "0001-01-01", "weekdays": ["sun"]}, "starts_on"),
        ({"starts_on": "9999-12-31", "weekdays": ["sun"]}, "starts_on"),
        ({"time": "8 pm"}, "time"),
        ({"time": "20:00+02:00"}, "time"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 10**30}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"weekdays": ["someday"]}, "weekdays"),
        ({"weekdays": ["mon"], "until": "2026-03-22"}, "weekdays"),
        ({"weekdays": ["mon"], "until": "2026-03-21"}, "until"),
        ({"weekdays": ["mon"], "until": "9999-12-31"}, "until"),
        ({"use_title": "yes"}, "use_title"),
        ({"channel_id": "other"}, ""),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(fields, field):
    with pytest.raises(InvalidInput) as refused:
        entry(**fields)
    assert refused.value.field == field and refused.value.message


@pytest.mark.parametrize("needed", ["title", "zone", "starts_on", "time", "minutes"])
def test_what_is_needed_is_asked_for(needed):
    given = {name: value for name, value in FIELDS.items() if name != needed}
    with pytest.raises(InvalidInput) as refused:
        check_changes(given, needed=NEEDED)
    assert refused.value.field == needed


def test_what_takes_place_once_has_no_last_day():
    assert entry(until="2026-03-30").until is None


def test_a_title_can_be_mended_while_it_is_on_and_each_change_counts():
    planned = entry()
    on = datetime(2026, 3, 22, 19, 30, tzinfo=UTC)
    mended = changed_entry(planned, check_changes({"title": "Late shift"}), on)
    assert (mended.title, mended.sequence, mended.updated_at) == ("Late shift", 1, on)
    with pytest.raises(InvalidInput):
        changed_entry(planned, check_changes({"time": "19:00"}), on)


@pytest.mark.parametrize(
    ("on", "at"), [("2026-03-19", "20:00"), ("2026-03-20", "12:59"), ("2027-06-01", "20:00"), ("", "20:00")]
)
def test_one_time_moves_to_a_time_to_come(on, at):
    with pytest.raises(InvalidInput):
        check_place(on, at, "Europe/Berlin", NOW)
    assert check_place("2026-03-20", "13:01", "Europe/Berlin", NOW) == datetime(2026, 3, 20, 13, 1)


def test_zones_are_places():
    assert {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"} <= names()
    assert not {"Etc/GMT+3", "EST5EDT", "posix/UTC"} & names()
