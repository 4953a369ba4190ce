"""From figures to a sentence, and to what can be done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aethex_live.domain import health
from aethex_live.domain.health import GIB, AppProcess, MailStanding, MediaStatus, Part, Road, State
from aethex_live.domain.job import Standing

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WELL = MediaStatus(
    "1.2.3", NOW - timedelta(hours=3), 2, 2, 40, 2, 0.01, 500 * GIB, 1000 * GIB, 2 * GIB, False
)
IDLE_JOBS = Standing(waiting=0, running=0, failed=0, late_seconds=0.0, workers=1)
SMTP = MailStanding(Road.SMTP)
A_MINUTE_AGO, AN_HOUR_AGO = NOW - timedelta(minutes=1), NOW - timedelta(hours=1)


def test_a_schema_is_up_to_date_or_says_which_side_is_older():
    assert health.migrations("b", "b", known=True).state is State.GOOD
    assert "aethex-live up" in health.migrations("a", "b", known=True).remedy
    assert "Update the code" in health.migrations("z", "b", known=False).remedy


def test_a_media_server_says_what_it_carries_and_when_it_cannot_keep_up():
    found = health.media(WELL, NOW)
    assert found.state is State.GOOD and "viewers: 40" in found.says and "3 hours" in found.says
    assert health.media(replace(WELL, lag_seconds=0.4), NOW).state is State.WARN
    missing = health.media(None, NOW)
    assert missing.state is State.BAD and "MEDIA_CONTROL_URL" in missing.remedy


@pytest.mark.parametrize(
    "change, state",
    [
        ({}, State.GOOD),
        ({"disk_free": 3 * GIB}, State.WARN),
        ({"recording_failures": 1}, State.WARN),
        ({"disk_free": GIB, "refusing": True}, State.BAD),
        ({"disk_total": 0, "disk_free": 0, "refusing": True}, State.BAD),
    ],
)
def test_recordings_need_room(change, state):
    found = health.recording(replace(WELL, **change))
    assert found.state is state and bool(found.remedy) is (state is not State.GOOD)


@pytest.mark.parametrize(
    "change, state",
    [
        ({}, State.GOOD),
        ({"waiting": 900, "late_seconds": 20.0}, State.GOOD),
        ({"failed": 1}, State.WARN),
        ({"late_seconds": 301.0}, State.WARN),
        ({"workers": 0}, State.BAD),
    ],
)
def test_background_work_needs_somebody_who_does_it(change, state):
    assert health.jobs(replace(IDLE_JOBS, **change)).state is state


@pytest.mark.parametrize(
    "standing, production, state",
    [
        (MailStanding(Road.TERMINAL), False, State.IDLE),
        (MailStanding(Road.NONE), True, State.BAD),
        (SMTP, True, State.IDLE),
        (replace(SMTP, sent_at=A_MINUTE_AGO), True, State.GOOD),
        (replace(SMTP, sent_at=A_MINUTE_AGO, failed_at=AN_HOUR_AGO, failure="OSError"), True, State.GOOD),
        (replace(SMTP, sent_at=AN_HOUR_AGO, failed_at=A_MINUTE_AGO, failure="OSError"), True, State.BAD),
        (replace(SMTP, failed_at=A_MINUTE_AGO, failure="OSError"), True, State.BAD),
    ],
)
def test_mail_is_well_when_the_last_one_left(standing, production, state):
    assert health.mail(standing, NOW, production=production).state is state


@pytest.mark.parametrize("free, state", [(5, State.GOOD), (4, State.WARN), (0, State.BAD)])
def test_the_data_folder_needs_room(free, state):
    assert health.disk(free * GIB, 100 * GIB).state is state


def test_an_app_says_when_it_is_nearly_full():
    process = AppProcess("1.2.3", NOW - timedelta(days=12), pages=10, most_pages=100)
    found = health.app(process, NOW)
    assert found.state is State.GOOD and "12 days" in found.says and "10 of 100" in found.says
    assert health.app(replace(process, pages=80), NOW).state is State.WARN


def test_whatever_does_not_answer_says_what_to_do():
    for part in Part:
        assert health.silent(part).remedy
