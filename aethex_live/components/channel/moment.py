"""Times that go on by themselves in the browser, and values of a room that are watched there."""

from typing import Any, Literal

import reflex as rx

from aethex_live.components.ui.base import Text
from aethex_live.i18n import t
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "moment.jsx")


class _Uptime(rx.Component):
    library = _LIBRARY
    tag = "Uptime"

    since: rx.Var[str]
    label: rx.Var[str]


class _Ago(rx.Component):
    library = _LIBRARY
    tag = "Ago"

    at: rx.Var[str]


class _Day(rx.Component):
    library = _LIBRARY
    tag = "Day"

    at: rx.Var[str]
    form: rx.Var[str]


class _Since(rx.Component):
    library = _LIBRARY
    tag = "Since"

    since: rx.Var[str]


class _Until(rx.Component):
    library = _LIBRARY
    tag = "Until"

    until: rx.Var[str]
    words: rx.Var[str]


class _Moment(rx.Component):
    library = _LIBRARY
    tag = "Moment"
    alias = "WrittenMoment"

    at: rx.Var[str]


class _Changed(rx.Component):
    library = _LIBRARY
    tag = "Changed"

    of: rx.Var[str | int]
    on_changed: rx.EventHandler[rx.event.no_args_event_spec]


def changed(of: rx.Var, then: Any) -> rx.Component:
    """Does `then` whenever `of` has become another: a room's vars change without an event of the reader's own."""
    return _Changed.create(of=of, on_changed=then)


def uptime(since: rx.Var) -> rx.Component:
    """Hours, minutes and seconds since an ISO time, ticking."""
    return _Uptime.create(since=since, label=t("On air for"))


def day(at: rx.Var, form: Literal["day", "month"] = "day") -> rx.Component:
    """The day of an ISO time, or its month and year, as the reader writes it."""
    return _Day.create(at=at, form=form)


def ago(at: rx.Var) -> rx.Component:
    """How long ago an ISO time was, in words."""
    return _Ago.create(at=at)


def since(time: rx.Var) -> rx.Component:
    """How long ago it was, counting."""
    return _Since.create(since=time)


def until(time: rx.Var, words: Text) -> rx.Component:
    """`words` with {seconds} that are left, counting."""
    return _Until.create(until=time, words=words)


def moment(time: rx.Var) -> rx.Component:
    """A moment as its reader writes it."""
    return _Moment.create(at=time)
