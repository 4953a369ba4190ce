"""Every event handler as a client can call it: on a real state tree, with a cookie, with any arguments."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import reflex as rx
from reflex.state import State
from reflex.utils.format import json_dumps

import aethex_live.state


@cache
def handlers() -> dict[str, type[rx.State]]:
    """`Class.handler` of every state of the product, the gallery of parts left out, with its class."""
    for module in pkgutil.iter_modules(aethex_live.state.__path__):
        importlib.import_module(f"aethex_live.state.{module.name}")
    return {
        f"{state.__name__}.{name}": state
        for state in _below(State)
        if state.__module__.startswith("aethex_live.state.")
        for name in state.event_handlers
        if name != "setvar"
    }


def _below(state: type) -> Iterator[type]:
    for each in state.get_substates():
        yield each
        yield from _below(each)


class Below(dict[str, rx.State]):
    """The states below one, each made when it is looked for: a handler needs few of them."""

    def __init__(self, state: rx.State):
        super().__init__()
        self._state = state

    def __contains__(self, name: object) -> bool:
        return name in _names_below(type(self._state))

    def __missing__(self, name: str) -> rx.State:
        self[name] = _tree(_names_below(type(self._state))[name], self._state)
        return self[name]


@cache
def _names_below(state: type[rx.State]) -> dict[str, type[rx.State]]:
    return {each.get_name(): each for each in state.get_substates()}


def _tree(kind: type[rx.State], parent: rx.State | None = None) -> rx.State:
    state = kind(parent_state=parent, init_substates=False, _reflex_internal_init=True)
    state.substates = Below(state)
    return state


class Browser:
    """A socket with its state tree on the server."""

    def __init__(self, token: str | None, **parameters: str):
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        data = {
            "pathname": "/",
            "query": parameters,
            "asPath": f"/?{query}",
            "token": "7a0f3c52",
            "sid": "a-socket",
            "ip": "192.0.2.7",
            "headers": {"cookie": f"aethex_session={token}" if token else ""},
        }
        self.root = _tree(State)
        self.root.router_data = data
        self.root._update_router_vars(data, {})

    def state(self, kind: type[rx.State]) -> Any:
        return self.root.get_substate(kind.get_full_name().split("."))

    async def call(self, kind: type[rx.State], handler: str, *arguments: Any) -> str:
        """Run the handler to its end; gives what the browser would be told, as it goes over the wire."""
        state = self.state(kind)
        function = kind.event_handlers[handler].fn
        told: list[Any] = []
        result = function(state, *arguments)
        if inspect.isawaitable(result):
            told.append(await result)
        elif inspect.isasyncgen(result):
            told.extend([each async for each in result])
        else:
            told.append(result)
        delta = json_dumps(await self.root._get_resolved_delta())
        self.root._clean()
        return f"{delta}{told}"


def number_of_arguments(kind: type[rx.State], handler: str) -> int:
    return len(inspect.signature(kind.event_handlers[handler].fn).parameters) - 1


def takes_form(kind: type[rx.State], handler: str) -> bool:
    *_, last = inspect.signature(kind.event_handlers[handler].fn).parameters.values()
    return "dict" in str(last.annotation)
