"""The lists of Discover. Another one is a line in `TABS`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.discover.filters import filters
from aethex_live.components.discover.lists import following, live, newest, trending
from aethex_live.components.schedule.upcoming import upcoming
from aethex_live.i18n import t
from aethex_live.state.discover import FOLLOWING, LIVE, NEW, TRENDING, Discover
from aethex_live.state.plans import Plans
from aethex_live.state.schedule import UPCOMING, UpcomingStreams


@dataclass(frozen=True)
class Tab:
    """A list with an address of its own, `?tab=VALUE`, of letters only.

    `on_load` are handlers that the page calls besides. One that is not `narrowed` takes no heed of category and tag.
    """

    value: str
    name: Callable[[], rx.Var]
    content: Callable[[], rx.Component]
    on_load: tuple[Any, ...] = ()
    narrowed: bool = True


TABS = (
    Tab(LIVE, lambda: t("Live"), live),
    Tab(TRENDING, lambda: t("Trending"), trending),
    Tab(NEW, lambda: t("New"), newest),
    Tab(FOLLOWING, lambda: t("Following"), following),
    Tab(
        UPCOMING,
        lambda: t("Upcoming"),
        upcoming,
        (UpcomingStreams.load, Plans.enter_upcoming),
        narrowed=False,
    ),
)


def tab_bar() -> rx.Component:
    """The lists; what is narrowed stays narrowed."""
    return rx.el.nav(*[_link(tab) for tab in TABS], aria_label=t("Lists"), class_name="ui-tab-list")


def narrowing() -> rx.Component:
    """What narrows the list of the address, if something does."""
    free = rx.Var.create([tab.value for tab in TABS if not tab.narrowed])
    return rx.cond(free.contains(Discover.tab), rx.fragment(), filters())


def chosen_list() -> rx.Component:
    """The list of the address."""
    return rx.match(
        Discover.tab,
        *[(tab.value, tab.content()) for tab in TABS if tab.value != LIVE],
        live(),
    )


def _link(tab: Tab) -> rx.Component:
    return ui.link(
        tab.name(),
        href=f"/discover?tab={tab.value}{Discover.narrow_words}",
        class_name="ui-tab",
        custom_attrs={"aria-current": rx.cond(Discover.tab == tab.value, "page", "false")},
    )
