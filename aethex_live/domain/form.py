"""Changes to some fields of a thing, as they arrive from a page or a program."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aethex_live.errors import InvalidInput, Words

# By field: what kind of value it takes, and the rule that gives the value in its form or refuses it.
Checks = Mapping[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]]

LIST = (list, tuple)  # of texts


def check_changes(checks: Checks, changes: Mapping[str, Any]) -> dict[str, Any]:
    """`changes` with every name known and every value in its form."""
    checked = {}
    for name, value in changes.items():
        if name not in checks:
            raise unknown_name(name)
        kind, check = checks[name]
        if not isinstance(value, kind) or (isinstance(value, LIST) and not _all_texts(value)):
            raise InvalidInput("This is not a value of the right kind.", code="wrong_kind", field=name)
        checked[name] = check(value)
    return checked


def unknown_name(name: str) -> InvalidInput:
    """The refusal of a field that there is not."""
    return InvalidInput(Words("There is no field called “{name}”.", name=name[:40]), code="unknown_field")


def not_among(choices: Iterable[str], *, code: str, field: str) -> InvalidInput:
    """The refusal of what is none of `choices`."""
    return InvalidInput(
        Words("Choose one of: {choices}.", choices=", ".join(choices)), code=code, field=field
    )


def _all_texts(values: list[Any] | tuple[Any, ...]) -> bool:
    return all(isinstance(value, str) for value in values)
