"""Times that go on by themselves in the browser."""

import reflex as rx

from aethex_live.i18n import t

_LIBRARY = rx.asset("moment.jsx", shared=True).importable_path


class _Uptime(rx.Component):
    library = _LIBRARY
    tag = "Uptime"

    since: rx.Var[str]
    label: rx.Var[str]


class _Ago(rx.Component):
    library = _LIBRARY
    tag = "Ago"

    at: rx.Var[str]


def uptime(since: rx.Var) -> rx.Component:
    """Hours, minutes and seconds since an ISO time, ticking."""
    return _Uptime.create(since=since, label=t("On air for"))


def ago(at: rx.Var) -> rx.Component:
    """How long ago an ISO time was, in words."""
    return _Ago.create(at=at)
