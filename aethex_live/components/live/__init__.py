"""Parts that show live rooms. docs/realtime.md tells how to use them."""

import json

import reflex as rx
from reflex_base.components.state_context import get_event_app_wraps
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import LiteralVar, Var

from aethex_live.scripts import beside

beside(__name__, "feed_window.js")
_MODULE = beside(__name__, "live_list.js")


def live_list(feed: Var, of: type, keep: int = 200) -> Var[list]:
    """The newest `keep` entries of a room's feed, oldest first, for rx.foreach.

    `feed` is a var of a RoomState, `of` the type of an entry. Put rows into an @rx.memo component: then only
    rows that have changed are rendered again.
    """
    state, field = _address(feed)
    name = f"live_{state.rpartition('.')[2]}_{field}_{keep}"
    hook = f"const {name} = useLiveList({json.dumps(state)}, {json.dumps(field)}, {keep})"
    return Var(
        _js_expr=name,
        _var_type=list[of],
        _var_data=VarData(
            hooks={hook: None},
            imports={_MODULE: [ImportVar(tag="useLiveList")]},
            app_wraps=get_event_app_wraps(),
        ),
    ).guess_type()


def live_feed(feed: Var) -> Var[dict[str, str]]:
    """Where a room's feed is, for a component of our own that reads it by `useLive` of live_list.js."""
    state, field = _address(feed)
    return LiteralVar.create(
        {"state": state, "field": field}, _var_data=VarData(app_wraps=get_event_app_wraps())
    )


def _address(feed: Var) -> tuple[str, str]:
    data = feed._get_all_var_data()
    if data is None or not data.state:
        raise ValueError("A feed is a var of a RoomState, such as ChatState.messages.")
    return data.state, str(feed).rpartition(".")[2]


def leave_with_page(state: type[rx.State]) -> rx.Component:
    """Put it anywhere on a page that shows a room: when the page closes, its reader leaves the room."""
    return rx.fragment(on_unmount=state.leave_room)
