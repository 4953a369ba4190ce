"""Logs: one line an entry, as text or JSON, each with the id of the request or event that it belongs to.

Modules log through `logging.getLogger(__name__)`; values for programs go into `extra={"data": {...}}`.
"""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

# Set at the door: by the HTTP middleware for a request, by the event middleware for a click.
current_id: ContextVar[str] = ContextVar("current_id", default="")

# A last net under the rule that secrets are not logged: what looks like one of ours is cut short.
_SECRET = re.compile(r"\b(aethex_(?:[a-z]{2,8}_(?=[A-Za-z0-9]{8})|[a-z_]{2,40}=))[A-Za-z0-9_-]+")

# Where Reflex quotes an event in what it logs: from there on come arguments, and headers with the cookie.
_QUOTED_EVENT = re.compile(r"(, router_data=|Event data: |with value ).*", re.DOTALL)

# Strangers choose parts of what is logged (a path, an argument): they neither begin lines nor fill the disk.
LONGEST_MESSAGE = 2_000
LONGEST_TRACEBACK = 10_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNWRITABLE = re.compile(r"[\ud800-\udfff]")


class TextLines(logging.Formatter):
    """For people: time, level, where, what, the id."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created).strftime("%H:%M:%S.%f")[:-3]
        where = record.name.removeprefix("aethex_live.")
        mark = f" [{record_id}]" if (record_id := current_id.get()) else ""
        line = f"{time} {record.levelname:<7} {where}: {_message(record)}{mark}"
        return without_secrets(line + _traceback(self, record, "\n"))


class JsonLines(logging.Formatter):
    """For log stores: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if record_id := current_id.get():
            entry["id"] = record_id
        entry |= getattr(record, "data", {})
        if traceback := _traceback(self, record):
            entry["traceback"] = traceback
        return without_secrets(json.dumps(entry, ensure_ascii=False, default=str))


def configure(kind: str = "text", level: int = logging.INFO) -> None:
    """Send everything that is logged in this process to stdout as `kind` ("text" or "json")."""
    if kind not in {"text", "json"}:
        raise ValueError(f"LOG_FORMAT must be text or json, not {kind!r}.")
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines() if kind == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("httpx", "httpcore", "alembic", "PIL", "asyncio", "uvicorn", "procrastinate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for name in ("engineio.server", "socketio.server"):  # without a level they would print by themselves, too
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.getLogger("uvicorn.error").addFilter(_is_worth_a_line)


def without_secrets(text: str) -> str:
    """`text` with what looks like a secret of ours cut short."""
    return _SECRET.sub(r"\1***", text)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Uvicorn tells of what strangers send it, in one case with a traceback. Nobody could mend that."""
    return not str(record.msg).startswith(("Invalid UTF-8 sequence", "Invalid HTTP request"))


def _message(record: logging.LogRecord) -> str:
    """On one line, only so long, and without what an event carried."""
    message = record.getMessage()
    if record.name.startswith("reflex"):
        message = _QUOTED_EVENT.sub(r"\1...", message)
    return _CONTROL.sub(_escape, _cut(message, LONGEST_MESSAGE))


def _traceback(formatter: logging.Formatter, record: logging.LogRecord, before: str = "") -> str:
    if not record.exc_info:
        return ""
    return before + _UNWRITABLE.sub(
        _escape, _cut(formatter.formatException(record.exc_info), LONGEST_TRACEBACK)
    )


def _cut(text: str, longest: int) -> str:
    """The beginning and the end of a text that is too long: a traceback says at its end what went wrong."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} ...({len(text) - 2 * half} more)... {text[-half:]}"


def _escape(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode()
