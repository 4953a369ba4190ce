"""The app: one page, and a door for tests that act as the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict
from uuid import NAMESPACE_DNS, uuid5

import reflex as rx
from reflex.config import get_config
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from aethex_live import realtime
from aethex_live.components.live import leave_with_page, live_list
from aethex_live.realtime import hub
from aethex_live.realtime.hub import Target
from aethex_live.state import event_check, page_errors, tabs
from tests.realtime.site.ticker import state


class Line(TypedDict):
    """What somebody said."""

    id: str
    text: str


@rx.memo
def row(line: rx.Var[Line]) -> rx.Component:
    return rx.el.li(line["text"], id=line["id"])


@rx.page(route="/", on_load=state.TickerState.enter)
def index() -> rx.Component:
    return rx.el.main(
        rx.el.p(state.TickerState.refusal, id="refusal"),
        rx.el.button(state.TickerState.count, id="count", on_click=state.TickerState.add(1)),
        rx.el.p(state.TickerState.viewers, id="viewers"),
        rx.el.ol(rx.foreach(live_list(state.TickerState.lines, Line), lambda line: row(line=line))),
        rx.link("away", id="away", href="/away"),
        leave_with_page(state.TickerState),
    )


@rx.page(route="/away")
def away() -> rx.Component:
    return rx.el.main(rx.link("back", id="back", href="/"))


async def act(request: Request) -> JSONResponse:
    """Do what a use case of the server would do."""
    person = uuid5(NAMESPACE_DNS, request.query_params.get("person", ""))
    match request.path_params["what"]:
        case "ban":
            state.banned.add(person)
            hub.current().recheck(Target(person=person))
        case "revoke":
            hub.current().reconnect(Target(person=person))
        case "say":
            key = request.query_params["key"]
            await hub.current().post(state.KIND, request.query_params["room"], ("say", key, f"text of {key}"))
        case "states":
            return JSONResponse(len(app.state_manager.states))
        case "count":
            step = int(request.query_params["step"])
            return JSONResponse(
                await hub.current().post(state.KIND, request.query_params["room"], ("count", step))
            )
    return JSONResponse(None)


app = rx.App(
    api_transformer=Starlette(routes=[Route("/act/{what}", act, methods=["POST"])]),
    frontend_exception_handler=page_errors.note,
)
app.add_middleware(event_check.EventCheck())
tabs.install(app)
tabs.KEPT = 20


@asynccontextmanager
async def live_rooms() -> AsyncIterator[None]:
    """The Hub, for as long as the process lives."""
    async with realtime.running(
        app.sio, redis_url=get_config().redis_url or "", base_url="http://ticker.test"
    ):
        yield


app.register_lifespan_task(live_rooms)
