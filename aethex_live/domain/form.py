"""Changes to some fields of a thing, as they arrive from a page or a program."""

from collections.abc import Callable, Mapping
from typing import Any

from aethex_live.errors import InvalidInput

# By field: what kind of value it takes, and the rule that gives the value in its form or refuses it.
Checks = Mapping[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]]

LIST = (list, tuple)  # of texts


def check_changes(thing: str, checks: Checks, changes: Mapping[str, Any]) -> dict[str, Any]:
    """`changes` with every name known and every value in its form."""
    checked = {}
    for name, value in changes.items():
        if name not in checks:
            raise InvalidInput(f"A {thing} has no {name[:40]!r}.", code="unknown_field")
        kind, check = checks[name]
        if not isinstance(value, kind) or (isinstance(value, LIST) and not _all_texts(value)):
            raise InvalidInput("This is not a value of the right kind.", code="wrong_kind", field=name)
        checked[name] = check(value)
    return checked


def _all_texts(values: list[Any] | tuple[Any, ...]) -> bool:
    return all(isinstance(value, str) for value in values)
