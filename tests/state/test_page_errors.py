"""What pages report is logged, as long as there is not too much of it."""

import logging

from aethex_live import metrics
from aethex_live.state import page_errors


def test_only_so_many_reports_a_minute_are_logged(caplog, monkeypatch):
    now = 0.0
    monkeypatch.setattr(page_errors, "_this_minute", page_errors.Minute(lambda: now))
    before = metrics.page_errors._value.get()
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            page_errors.note(Exception("x is not a function"))
    assert len(caplog.records) == page_errors.MOST_A_MINUTE + 1
    assert metrics.page_errors._value.get() - before == 100
    now = 61.0
    page_errors.note(Exception("after a while"))
    assert "after a while" in caplog.text
