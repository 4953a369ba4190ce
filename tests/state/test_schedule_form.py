"""What is typed into the form of an entry, as the use cases take it."""

import pytest

from aethex_live.domain.schedule_form import check_changes
from aethex_live.errors import InvalidInput
from aethex_live.state.schedule_form import fields_in

TYPED = {
    "title": "Tea",
    "repeats": "once",
    "starts_on": "2026-11-27",
    "time": "20:00",
    "minutes": "90",
    "until": "2026-12-24",
    "day_fri": "on",
    "zone": "Europe/Berlin",
    "category": "",
    "use_title": "on",
}


def test_what_takes_place_once_has_no_weekdays_whatever_was_ticked_before():
    given = check_changes(fields_in(TYPED))
    assert (given["weekdays"], given["until"], given["minutes"], given["use_title"]) == ([], None, 90, True)
    assert given["category"] is None


def test_every_week_has():
    given = check_changes(fields_in({**TYPED, "repeats": "weekly", "day_mon": "on"}))
    assert given["weekdays"] == ["mon", "fri"]
    assert given["until"].isoformat() == "2026-12-24"
    assert check_changes(fields_in({**TYPED, "repeats": "weekly", "until": ""}))["until"] is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"repeats": "weekly", "day_fri": ""}, "weekdays"),
        ({"minutes": ""}, "minutes"),
        ({"minutes": "1e3"}, "minutes"),
        ({"minutes": "²"}, "minutes"),
        ({"minutes": "9" * 5000}, "minutes"),
    ],
)
def test_what_is_left_out_is_asked_for(typed, field):
    with pytest.raises(InvalidInput) as refused:
        fields_in({**TYPED, **typed})
    assert refused.value.field == field


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(InvalidInput) as refused:
        fields_in(
            {**TYPED, "title": "", "minutes": "1", "starts_on": "soon", "repeats": "weekly", "day_fri": ""}
        )
    assert {each.field for each in refused.value.all} == {"title", "minutes", "starts_on", "weekdays"}
