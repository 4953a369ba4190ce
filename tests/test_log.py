"""Log lines: readable as text, parseable as JSON, with the id of their request, never with a secret."""

import json
import logging

import pytest
from reflex.event import Event
from reflex_base.event.processor.base_state_processor import BaseStateEventProcessor
from socketio import AsyncServer

from aethex_live import log
from aethex_live.domain import access_token, session, token


def record(message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord(
        "aethex_live.services.poll", logging.INFO, "poll.py", 1, message, arguments, None
    )
    vars(made).update(more)
    return made


@pytest.fixture
def in_request():
    mark = log.current_id.set("request-1")
    yield
    log.current_id.reset(mark)


def test_text_says_when_where_what_and_for_whom(in_request):
    line = log.TextLines().format(record("Counted %d votes", 3))
    assert line.endswith("INFO    services.poll: Counted 3 votes [request-1]")


def test_json_is_one_object_with_the_values_for_programs(in_request):
    entry = json.loads(log.JsonLines().format(record("Counted", data={"votes": 3, "who": "Zoë"})))
    assert entry.pop("time").endswith("+00:00")
    assert entry == {
        "level": "info",
        "logger": "aethex_live.services.poll",
        "message": "Counted",
        "id": "request-1",
        "votes": 3,
        "who": "Zoë",
    }


@pytest.mark.parametrize("lines", [log.TextLines(), log.JsonLines()])
def test_a_traceback_is_kept_and_a_token_in_it_is_not(lines):
    token = access_token.new()
    try:
        raise ValueError(f"cannot use {token}")
    except ValueError as error:
        written = lines.format(record("Failed", exc_info=(ValueError, error, error.__traceback__)))
    assert "test_a_traceback_is_kept" in written
    assert access_token.PREFIX + "***" in written
    assert token not in written


def test_an_unknown_format_is_refused_by_name():
    with pytest.raises(ValueError, match="LOG_FORMAT must be text or json, not 'xml'"):
        log.configure("xml")


@pytest.mark.parametrize("lines", [log.TextLines(), log.JsonLines()])
def test_what_strangers_send_begins_no_line_and_fills_no_disk(lines):
    path = "/a\n12:00:00 ERROR defect: forged\r\x1b[2J\ud800" + "x" * 100_000 + "end"
    try:
        raise ValueError(path)
    except ValueError as error:
        written = lines.format(record("GET %s", path, exc_info=(ValueError, error, error.__traceback__)))
    assert len(written) < 15_000 and written.encode() and written.endswith(("end", 'end"}'))
    assert written.split("\n")[0].count("forged") >= 1
    assert "\x1b" not in lines.format(record("GET %s", path)) and "\n" not in lines.format(
        record("GET %s", path)
    )


def test_a_message_that_is_long_keeps_its_beginning_and_its_end():
    written = log.TextLines().format(record("a" + "x" * log.LONGEST_MESSAGE + "z"))
    assert "services.poll: axxx" in written and written.endswith("xxz")
    assert "(2 more)" in written


async def test_an_event_that_nobody_handles_is_logged_without_its_arguments_and_the_cookie():
    """What Reflex says of a page that is older than the app."""
    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(log.TextLines().format(record))
    processor = BaseStateEventProcessor().configure()
    logger = logging.getLogger("reflex_base.event.processor.event_processor")
    logger.addHandler(handler)
    try:
        async with processor:
            headers = {"cookie": f"{session.COOKIE}={token.new_token()}"}
            event = Event(name="gone.save", router_data={"headers": headers}, payload={"form": "a secret"})
            await processor.enqueue("tab", event)
            await processor.join()
    finally:
        logger.removeHandler(handler)
    assert len(written) == 1 and "gone.save" in written[0]
    assert "a secret" not in written[0] and session.COOKIE not in written[0]


def test_a_cookie_is_cut_short_wherever_it_stands():
    cookie = token.new_token()
    written = log.without_secrets(
        f"'cookie': 'lang=de; {session.COOKIE}={cookie}; aethex_second_factor={cookie}'"
    )
    assert cookie not in written and written.count("=***") == 2 and "lang=de" in written


def test_the_socket_server_prints_nothing_by_itself():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        log.configure()
        for name in ("engineio.server", "socketio.server"):
            logging.getLogger(name).handlers.clear()
        AsyncServer(async_mode="asgi")
        assert logging.getLogger("engineio.server").handlers == []
        assert logging.getLogger("socketio.server").handlers == []
    finally:
        root.handlers[:], level = before
        root.setLevel(level)


def test_what_the_web_server_complains_of_is_told_and_what_strangers_send_is_not():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        log.configure()
        complaints = logging.getLogger("uvicorn.error")
        told = record("")
        told.msg = OSError(98, "address already in use")  # Uvicorn logs the exception itself
        assert complaints.filter(told)
        assert not complaints.filter(record("Invalid HTTP request received."))
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
