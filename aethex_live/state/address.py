"""What the address of the page says; everything in it was typed by a stranger."""

import reflex as rx

from aethex_live.domain.asked_language import asked_language


def argument(state: rx.State, name: str) -> str:
    """The part of the path that the route calls `name`."""
    value = state.rx_router_page.params.get(name, "")
    return value if isinstance(value, str) else ""


def query(state: rx.State, name: str) -> str:
    """The query parameter `name`; empty when it is not there."""
    value = state.router.url.query_parameters.get(name, "")
    return value if isinstance(value, str) else ""


def language(state: rx.State) -> str:
    """The language that the browser was set to when its socket opened; English when that is none of ours."""
    headers = state.router.headers
    return asked_language(headers.cookie, headers.accept_language) or "en"
