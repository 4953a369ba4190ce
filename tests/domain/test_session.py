"""The cookie is found among others, and a session slides."""

from datetime import UTC, datetime, timedelta

import pytest

from aethex_live.domain import session

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TOKEN = "Kq3vX7bN0cR5tY8uI2oP4aS6dF9gH1jK-LzX_CvBnM0"  # the same on each worker, for it is in names


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (f"aethex_session={TOKEN}", TOKEN),
        (f"theme=dark; aethex_session={TOKEN}; x=y", TOKEN),
        (f"theme=dark;aethex_session={TOKEN}", TOKEN),
        (f"not_aethex_session={TOKEN}", None),
        (f"aethex_session={TOKEN}x", None),
        ("aethex_session=" + "é" * 43, None),
        ("aethex_session", None),
        ("", None),
    ],
)
def test_token_in(header, found):
    assert session.token_in(header) == found


def test_being_seen_is_noted_rarely_and_a_confirmation_fades():
    assert not session.should_note(NOW, NOW + timedelta(minutes=59))
    assert session.should_note(NOW, NOW + timedelta(hours=1))
    assert not session.is_fresh(None, NOW)
    assert session.is_fresh(NOW, NOW + timedelta(minutes=9, seconds=59))
    assert not session.is_fresh(NOW, NOW + timedelta(minutes=10))
    assert not session.is_fresh(NOW, NOW - timedelta(hours=1)), "the clock was set back"
