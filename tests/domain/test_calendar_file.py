"""Schedules as iCalendar, read by a parser of somebody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest

from aethex_live.domain.calendar_file import calendar_file, last_change
from aethex_live.domain.channel import CategoryRef
from aethex_live.domain.schedule import Change, Entry
from aethex_live.domain.schedule_form import check_changes, new_entry

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
ID = UUID(int=7)


def entry(**fields) -> Entry:
    given = {"title": "Night shift", "zone": "Europe/Berlin", "starts_on": "2026-03-22", "time": "20:00"}
    return new_entry(ID, UUID(int=1), check_changes({"minutes": 90, **given, **fields}), NOW)


def written(*entries: Entry) -> bytes:
    return calendar_file("Night Owls", entries, host="live.test", pages="https://live.test/schedule")


def events(*entries: Entry) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(written(*entries)).walk("VEVENT")


def test_something_that_takes_place_once():
    (event,) = events(
        replace(entry(description="Tea,\nthen; work"), category=CategoryRef("talk", "Talk", ""))
    )
    assert event["UID"] == f"{ID}@live.test"
    assert event.start == datetime(2026, 3, 22, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event.duration == timedelta(minutes=90)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW
    assert (event["SEQUENCE"], event["STATUS"], event["SUMMARY"]) == (0, "CONFIRMED", "Night shift")
    assert event["DESCRIPTION"] == "Tea,\nthen; work"
    assert event["URL"] == f"https://live.test/schedule/{ID}"
    assert event.categories == ["Talk"]
    assert "RRULE" not in event


def test_every_week_is_a_rule_with_exceptions():
    weekly = entry(weekdays=["wed", "sun"], starts_on="2026-03-20", until="2026-06-30")
    changes = (Change(date(2026, 3, 25), None), Change(date(2026, 3, 29), datetime(2026, 3, 30, 9, 15)))
    rule, moved = events(replace(weekly, changes=changes, sequence=3))
    berlin = ZoneInfo("Europe/Berlin")
    assert rule.start == datetime(2026, 3, 22, 20, tzinfo=berlin), "the first day that the rule gives"
    assert rule["RRULE"]["BYDAY"] == ["WE", "SU"]
    assert rule["RRULE"]["UNTIL"][0] == datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC)
    assert [each.dt for each in rule["EXDATE"].dts] == [datetime(2026, 3, 25, 20, tzinfo=berlin)]
    assert moved["UID"] == rule["UID"]
    assert moved["RECURRENCE-ID"].dt == datetime(2026, 3, 29, 20, tzinfo=berlin)
    assert moved.start == datetime(2026, 3, 30, 9, 15, tzinfo=berlin)
    assert moved["SEQUENCE"] == rule["SEQUENCE"] == 3
    assert "RRULE" not in moved


def test_one_evening_that_is_cancelled_or_moved():
    (cancelled,) = events(replace(entry(), changes=(Change(date(2026, 3, 22), None),)))
    assert cancelled["STATUS"] == "CANCELLED"
    (moved,) = events(replace(entry(), changes=(Change(date(2026, 3, 22), datetime(2026, 3, 23, 8)),)))
    assert moved.start.replace(tzinfo=None) == datetime(2026, 3, 23, 8)


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Tokyo",
        "Asia/Kolkata",
    ],
)
def test_a_file_says_itself_when_clocks_change(zone):
    """The reader makes a zone of what the file says; it agrees with the real one for years."""
    calendar = icalendar.Calendar.from_ical(written(entry(zone=zone, weekdays=["sun"])))
    (told,) = calendar.walk("VTIMEZONE")
    made = told.to_tz(lookup_tzid=False)
    for day in range(0, 365 * 4, 5):
        local = datetime(2026, 3, 22, 20) + timedelta(days=day)
        assert made.utcoffset(local) == ZoneInfo(zone).utcoffset(local), local


def test_utc_needs_no_zone():
    (event,) = events(entry(zone="UTC"))
    assert event.start == datetime(2026, 3, 22, 20, tzinfo=UTC)
    assert b"VTIMEZONE" not in written(entry(zone="UTC"))


def test_lines_are_short_and_whole():
    title = "Ünïcode 💜 " * 12
    body = written(entry(title=title.strip(), description="a" * 500))
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1]), "no character is torn apart"
    assert b"\n" not in body.replace(b"\r\n", b"")
    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (title.strip(), "a" * 500)


def test_nobody_writes_properties_into_the_file():
    sneaky = "Tea\\n\nATTENDEE:mailto:eve@evil.test\nEND:VEVENT"
    (event,) = events(entry(description=sneaky))
    assert event["DESCRIPTION"] == sneaky and "ATTENDEE" not in event


def test_the_same_schedule_is_the_same_file():
    assert written(entry(), entry(weekdays=["mon"])) == written(entry(), entry(weekdays=["mon"]))
    assert last_change([entry(), replace(entry(), updated_at=NOW + timedelta(days=1))]) == NOW + timedelta(
        days=1
    )
    assert last_change([]) is None
    assert icalendar.Calendar.from_ical(written()).calendar_name == "Night Owls"
