"""Inputs as they arrive from a page or a program: all that is wrong with them is told at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from aethex_live.errors import AppError, InvalidInput, Words

P = ParamSpec("P")
T = TypeVar("T")

# By field: what kind of value it takes, and the rule that gives the value in its form or refuses it.
Checks = Mapping[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]]

LIST = (list, tuple)  # of texts


class Look:
    """Looks at one input after the other; see `all_told`."""

    def __init__(self) -> None:
        self.refusals: list[AppError] = []

    def __call__(self, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What `check` gives; None when it refuses."""
        try:
            return check(*args, **kwargs)
        except AppError as refusal:
            self.refuse(refusal)
            return None

    def refuse(self, refusal: AppError) -> None:
        """This is wrong, too."""
        self.refusals += refusal.all


@contextmanager
def all_told() -> Iterator[Look]:
    """Whatever was refused in the block is refused together at its end."""
    look = Look()
    yield look
    if look.refusals:
        first, *others = look.refusals
        first.others = tuple(others)
        raise first


def check_changes(checks: Checks, changes: Mapping[str, Any], needed: Iterable[str] = ()) -> dict[str, Any]:
    """`changes` with every name known, every value in its form, and none missing that is `needed`."""
    with all_told() as look:
        for name in needed:
            if name not in changes:
                look.refuse(InvalidInput("This is needed.", code="missing", field=name))
        checked = {name: look(_check_one, checks, name, value) for name, value in changes.items()}
    return checked


def _check_one(checks: Checks, name: str, value: Any) -> Any:
    if name not in checks:
        raise unknown_name(name)
    kind, check = checks[name]
    if not isinstance(value, kind) or (isinstance(value, LIST) and not _all_texts(value)):
        if kind is int:
            raise InvalidInput("Give a number.", code="wrong_kind", field=name)
        raise InvalidInput("This is not a value of the right kind.", code="wrong_kind", field=name)
    return check(value)


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
