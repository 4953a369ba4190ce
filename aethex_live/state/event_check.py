"""Lets an event through only when its arguments are of the kinds that its handler says it takes.

Handlers are open to strangers, who send what they like; what does not fit came from no page of ours. Such an
event is let fall and counted: a traceback for each would let anybody fill the log.
"""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from reflex.app import App
from reflex.event import Event
from reflex.middleware import Middleware
from reflex.state import BaseState, EventHandlerSetVar, State, StateUpdate, UpdateVarsInternalState
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.registry import RegistrationContext

from aethex_live import metrics

# What JSON can tell apart. Numbers are left to Reflex, which also takes them as text.
_TOLD_APART = (str, bool, dict, list, NoneType)

# Reflex's own handlers by which a browser brings values of vars.
_SETS_VARS = frozenset(
    {
        f"{State.get_full_name()}.hydrate_and_load",
        f"{UpdateVarsInternalState.get_full_name()}.update_vars_internal",
    }
)


class EventCheck(Middleware):
    """Runs before each handler. No `setvar` passes: Reflex gives each state one, but nothing to set with it."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """An empty update ends the event here; None lets it go on."""
        known = RegistrationContext.get().event_handlers.get(event.name)
        if known is None:
            return None
        handler = known.handler
        if not isinstance(handler, EventHandlerSetVar) and fits(handler.fn, event.payload):
            if event.name not in _SETS_VARS or all(map(is_kept_by_browser, event.payload.get("vars") or ())):
                return None
        metrics.misfits.inc()
        return StateUpdate()


def is_kept_by_browser(var: str) -> bool:
    """Whether a browser may say what the value of this var is, as of a rx.LocalStorage."""
    state, _, name = var.rpartition(".")
    try:
        return State.get_class_substate(state)._is_client_storage(name.removesuffix(FIELD_MARKER))
    except ValueError:
        return False


def fits(handler: Callable[..., Any], payload: object) -> bool:
    """Whether `handler` can be called with these arguments."""
    if not isinstance(payload, Mapping):
        return False
    kinds, needed = _arguments(handler)
    if not needed <= payload.keys() <= kinds.keys():
        return False
    return all(_is_a(value, kinds[name]) for name, value in payload.items())


@cache
def _arguments(handler: Callable[..., Any]) -> tuple[dict[str, Any], set[str]]:
    """What kind each argument of a handler is, after the state itself, and which it cannot do without."""
    hints = get_type_hints(handler)
    takes = list(signature(handler).parameters.values())[1:]
    kinds = {each.name: hints.get(each.name, Any) for each in takes}
    return kinds, {each.name for each in takes if each.default is Parameter.empty}


def _is_a(value: object, kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType):
        return any(_is_a(value, each) for each in get_args(kind))
    plain = get_origin(kind) or kind
    return plain not in _TOLD_APART or isinstance(value, plain)
