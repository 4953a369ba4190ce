"""What the address of the page says; everything in it was typed by a stranger."""

from http.cookies import CookieError, SimpleCookie

import reflex as rx

from aethex_live.i18n import LANGUAGES


def argument(state: rx.State, name: str) -> str:
    """The part of the path that the route calls `name`."""
    value = state.rx_router_page.params.get(name, "")
    return value if isinstance(value, str) else ""


def query(state: rx.State, name: str) -> str:
    """The query parameter `name`; empty when it is not there."""
    value = state.router.url.query_parameters.get(name, "")
    return value if isinstance(value, str) else ""


def language(state: rx.State) -> str:
    """The language that the browser was set to when its socket opened; English when none was chosen."""
    try:
        chosen = SimpleCookie(state.router.headers.cookie).get("lang")
    except CookieError:
        return "en"
    return chosen.value if chosen is not None and chosen.value in LANGUAGES else "en"
