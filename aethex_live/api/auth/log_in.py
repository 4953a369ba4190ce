"""POST /auth/log-in, its second step, and log-out."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from aethex_live.api.auth import door
from aethex_live.services import log_in, session

SECOND_STEP = "/login/code"


def routes() -> APIRouter:
    """The routes of this file."""
    router = door.router()
    router.add_api_route("/log-in", post_log_in, methods=["POST"])
    router.add_api_route("/log-in/code", post_code, methods=["POST"])
    router.add_api_route("/log-out", post_log_out, methods=["POST"])
    return router


async def post_log_in(request: Request) -> Response:
    """`identifier` (username or e-mail), `password`, `next`. May answer with `needs_code`."""
    visit = await door.visit(request)
    done = await log_in.log_in(
        visit.context,
        visit.actor,
        identifier=visit.text("identifier"),
        password=visit.text("password"),
        user_agent=visit.user_agent,
    )
    return finish(visit, done, visit.next)


async def post_code(request: Request) -> Response:
    """`code` of the authenticator app or a recovery code, `next`."""
    visit = await door.visit(request)
    token = await log_in.log_in_with_code(
        visit.context,
        visit.actor,
        needs_code=visit.ceremony(log_in.SECOND_FACTOR),
        code=visit.text("code"),
        user_agent=visit.user_agent,
    )
    response = door.set_session(visit, door.answer(visit, visit.next), token)
    return door.set_ceremony(visit, response, log_in.SECOND_FACTOR, "")


async def post_log_out(request: Request) -> Response:
    """End this browser's session."""
    visit = await door.visit(request)
    await session.log_out(visit.context, visit.actor)
    return door.set_session(visit, door.answer(visit, visit.next), "")


def finish(visit: door.Visit, done: log_in.LogIn, next_path: str) -> Response:
    """Answer a log-in: in, or one step further."""
    if done.needs_code:
        step = f"{SECOND_STEP}?{urlencode({'next': next_path})}"
        response = door.answer(visit, step, needs_code=True)
        return door.set_ceremony(visit, response, log_in.SECOND_FACTOR, done.needs_code)
    return door.set_session(visit, door.answer(visit, next_path), done.token)
