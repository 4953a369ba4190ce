"""A list that many people watch, such as a chat: it remembers what has changed since it was last sent. Pure.

Sent whole to a newcomer as `{"k", "n", "all"}`, and as `{"k", "from", "n", "gone", "set", "put"}` what has changed
from state `from` to state `n`: entries that go, then entries that are replaced where they stand (and left alone by
who has them no more), then entries that come at the end. Lists without entries are left out. A reader whose state is
older than `from` has missed something and asks for the whole. `k` names the life of the room: states of different
lives do not compare.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from aethex_live.realtime.wire import encode

NO_ENTRIES: dict[str, Any] = {"k": "", "n": 0, "all": []}
MOST_UNSENT = 1000  # entries between two sends; beyond, readers get the whole instead


class Feed:
    """The newest `keep` entries by id, oldest first. Entries are dicts or dataclasses with an `id`."""

    def __init__(self, keep: int, changed: Callable[[], None]):
        self._keep = keep
        self._changed = changed
        self._entries: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        self._gone: dict[str, None] = {}
        self._set: dict[str, str] = {}
        self._put: dict[str, str] = {}
        self._whole = False
        self._state = 0
        self._sent = 0

    def put(self, entry: Any) -> None:
        """Append `entry`, or replace the one with its id where it stands."""
        key = _id_of(entry)
        text = encode(entry)
        if self._texts.get(key) == text:
            return
        if key not in self._entries:
            self._set.pop(key, None)
            self._put.pop(key, None)
            self._put[key] = text
        elif key in self._put:
            self._put[key] = text
        else:
            self._set[key] = text
        self._entries[key] = entry
        self._texts[key] = text
        if len(self._entries) > self._keep:
            self._forget(next(iter(self._entries)))
        self._whole = self._whole or len(self._put) > MOST_UNSENT
        self._touch()

    def drop(self, *keys: str) -> None:
        """Take entries away, also from readers who still see what this list has already let go."""
        for key in keys:
            self._forget(key)
            self._set.pop(key, None)
            self._put.pop(key, None)
            self._gone[key] = None
        if keys:
            self._touch()

    def clear(self) -> None:
        """Take everything away."""
        self._entries.clear()
        self._texts.clear()
        self._whole = True
        self._touch()

    def get(self, key: str) -> Any | None:
        """The entry with this id, while it is kept."""
        return self._entries.get(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def whole(self, life: str) -> str:
        """Everything, as JSON."""
        return f'{{"k":"{life}","n":{self._state},"all":[{",".join(self._texts.values())}]}}'

    def take_change(self, life: str) -> str | None:
        """What has changed since the last call, as JSON; None when nothing has."""
        if self._sent == self._state:
            return None
        change = self.whole(life) if self._whole else self._change(life)
        self._gone.clear()
        self._set.clear()
        self._put.clear()
        self._whole = False
        self._sent = self._state
        return change

    def _change(self, life: str) -> str:
        parts = [f'"k":"{life}","from":{self._sent},"n":{self._state}']
        if self._gone:
            parts.append(f'"gone":{encode(list(self._gone))}')
        if self._set:
            parts.append(f'"set":[{",".join(self._set.values())}]')
        if self._put:
            parts.append(f'"put":[{",".join(self._put.values())}]')
        return "{" + ",".join(parts) + "}"

    def _forget(self, key: str) -> None:
        self._entries.pop(key, None)
        self._texts.pop(key, None)

    def _touch(self) -> None:
        self._state += 1
        self._changed()


def _id_of(entry: Any) -> str:
    key = entry["id"] if isinstance(entry, dict) else entry.id
    if not isinstance(key, str | UUID):
        raise TypeError(f"The id of an entry is text or a UUID, not {type(key).__name__}.")
    return str(key)
