"""Logging: one line an event, the facts as `key=value` behind it. No line ever holds a stream key."""

import asyncio
import logging
import sys
from typing import Any

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class _LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        line = super().format(record)
        if not facts:
            return line
        return line + " " + " ".join(f"{name}={_shown(value)}" for name, value in facts.items())


def _shown(value: object) -> str:
    text = str(value)
    plain = text.isprintable() and " " not in text and text != ""
    return text if plain else repr(text)


def get_logger(name: str) -> logging.Logger:
    return logging.getLogger(name)


def configure(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)


class LoopComplaints:
    """The event loop's exception handler. Without file descriptors asyncio complains thousands of times a second:
    that is one line every ten seconds.
    """

    EVERY_S = 10.0
    ACCEPT = "socket.accept() out of system resource"

    def __init__(self) -> None:
        self._said = float("-inf")

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if context.get("message") != self.ACCEPT:
            loop.default_exception_handler(context)
        elif loop.time() - self._said >= self.EVERY_S:
            self._said = loop.time()
            get_logger(__name__).error("no file descriptors are left: new connections wait; raise the limit")
