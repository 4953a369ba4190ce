"""What those who wait for something planned are told when it changes, and what takes the place of an evening."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from aethex_live.domain.schedule import Change, Entry
from aethex_live.domain.schedule_form import check_changes, new_entry
from aethex_live.domain.schedule_news import as_kept, days_for_all, fate, kept, told_text, words
from aethex_live.messages import translate

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
SUNDAY, TUESDAY, WEDNESDAY = date(2026, 11, 22), date(2026, 11, 24), date(2026, 11, 25)
NEXT_SUNDAY = date(2026, 11, 29)
FIELDS = {
    "title": "Night shift",
    "zone": "Europe/Berlin",
    "starts_on": "2026-11-20",
    "time": "20:00",
    "minutes": 120,
}


def entry(**fields) -> Entry:
    return new_entry(uuid4(), uuid4(), check_changes({**FIELDS, **fields}), NOW)


WEEKLY = entry(weekdays=["wed", "sun"])
ONCE = entry(starts_on="2026-11-22")


def became(was: Entry, now: Entry | None, day: date) -> str:
    """In one word: `same`, `off`, or when it is now, in the zone."""
    found = fate(was, now, day, NOW)
    assert found is not None
    if not found.is_news:
        return "same"
    return f"{found.now.starts_at:%m-%d %H:%M}" if found.now else "off"


@pytest.mark.parametrize(
    ("changes", "sunday"),
    [
        ({}, "same"),
        ({"title": "Day shift", "minutes": 60}, "same"),
        ({"time": time(21, 30)}, "11-22 20:30"),
        ({"zone": "Europe/London"}, "11-22 20:00"),
        ({"weekdays": ("wed",)}, "off"),
        ({"weekdays": ("tue", "wed")}, "11-24 19:00"),  # the nearest that comes for it
        ({"weekdays": ("wed", "sat")}, "11-21 19:00"),
        ({"weekdays": ("mon", "tue")}, "11-24 19:00"),  # the first for the first, the second for the second
        ({"until": date(2026, 11, 21)}, "off"),
        ({"starts_on": date(2026, 11, 23)}, "off"),
        ({"weekdays": (), "starts_on": date(2026, 11, 24)}, "11-24 19:00"),
        ({"changes": (Change(SUNDAY, None),)}, "off"),
        ({"changes": (Change(SUNDAY, datetime(2026, 11, 23, 18)),)}, "11-23 17:00"),
        ({"changes": (Change(WEDNESDAY, None),)}, "same"),
    ],
)
def test_what_becomes_of_an_evening_of_every_week(changes, sunday):
    assert became(WEEKLY, replace(WEEKLY, **changes), SUNDAY) == sunday


def test_what_takes_place_once_goes_wherever_its_entry_goes():
    assert became(ONCE, replace(ONCE, starts_on=date(2026, 12, 24)), SUNDAY) == "12-24 19:00"
    assert became(ONCE, replace(ONCE, weekdays=("tue",)), SUNDAY) == "11-24 19:00"
    assert became(ONCE, None, SUNDAY) == "off"


def test_what_moves_into_the_past_is_off():
    friday = date(2026, 11, 20)
    today = entry()
    assert became(today, replace(today, time=time(8)), friday) == "off"


def test_what_is_over_or_was_not_planned_is_nobodys_news():
    assert fate(WEEKLY, None, TUESDAY, NOW) is None
    assert fate(WEEKLY, None, SUNDAY, datetime(2026, 11, 22, 21, tzinfo=UTC)) is None


def test_what_was_cancelled_may_take_place_after_all():
    cancelled = replace(WEEKLY, changes=(Change(SUNDAY, None),))
    assert became(cancelled, WEEKLY, SUNDAY) == "11-22 19:00"
    assert became(cancelled, replace(cancelled, time=time(21)), SUNDAY) == "same"


def test_who_waits_for_every_evening_hears_of_the_next_and_of_those_changed_by_themselves():
    assert days_for_all(WEEKLY, replace(WEEKLY, time=time(21)), NOW) == {SUNDAY}
    assert days_for_all(WEEKLY, replace(WEEKLY, weekdays=("sun",)), NOW) == {WEDNESDAY}
    changes = (Change(WEDNESDAY, None), Change(NEXT_SUNDAY, datetime(2026, 11, 29, 18)))
    assert days_for_all(WEEKLY, replace(WEEKLY, changes=changes), NOW) == {WEDNESDAY, NEXT_SUNDAY}
    assert days_for_all(WEEKLY, None, NOW) == {SUNDAY}
    assert days_for_all(WEEKLY, WEEKLY, NOW) == set()


def test_what_people_know_is_kept_whole():
    changes = (Change(SUNDAY, None), Change(WEDNESDAY, datetime(2026, 11, 26, 18, 30)))
    for was in (replace(WEEKLY, until=date(2027, 1, 1), changes=changes), ONCE):
        later = replace(was, zone="UTC", time=time(1), weekdays=("fri",), until=None, changes=())
        assert as_kept(later, kept(was)) == was
        assert kept(later) != kept(was)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            replace(WEEKLY, time=time(21, 30)),
            "Night shift moves from Sunday, 22 November, 20:00 to 21:30 (Europe/Berlin)",
        ),
        (
            replace(WEEKLY, weekdays=("tue", "wed")),
            "Night shift moves from Sunday, 22 November, 20:00 to Tuesday, 24 November, 20:00 (Europe/Berlin)",
        ),
        (None, "Night shift, Sunday, 22 November, 20:00 (Europe/Berlin)"),
    ],
)
def test_both_times_are_said(now, said):
    assert words(told_text(fate(WEEKLY, now, SUNDAY, NOW), WEEKLY)) == said


def test_it_is_said_in_the_readers_language_and_a_title_may_hold_anything():
    cancelled = replace(WEEKLY, title="A | B | C | D", changes=(Change(SUNDAY, None),))
    text = told_text(fate(cancelled, WEEKLY, SUNDAY, NOW), cancelled)
    assert words(text) == "A | B | C | D takes place after all: Sunday, 22 November, 20:00 (Europe/Berlin)"
    assert "Sonntag, 22. November, 20:00" in translate("de", words(text))
    assert words("A | B | C | D") == "A | B | C | D"
    longest = replace(WEEKLY, title="x" * 140, zone="America/Argentina/ComodRivadavia")
    assert len(told_text(fate(WEEKLY, None, SUNDAY, NOW), longest)) - 140 <= 70, "a title of 130 stays whole"
