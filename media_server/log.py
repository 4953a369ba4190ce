"""Logging: one line an event, the facts as `key=value` behind it. No line ever holds a stream key."""

import logging
import sys

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
