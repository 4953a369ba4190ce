"""A moment reads well in every language."""

from datetime import UTC, datetime

from aethex_live.domain.moment import MONTHS, named
from aethex_live.messages import translate

LATE = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)


def test_a_moment_in_words():
    assert named(LATE) == "4 March 2026, 09:05 UTC"
    assert translate("de", named(LATE)) == "4. März 2026, 09:05 UTC"


def test_months_are_those_of_the_calendar():
    assert [f"{LATE.replace(month=number):%B}" for number in range(1, 13)] == list(MONTHS)
