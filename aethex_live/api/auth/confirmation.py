"""Showing once more that it is you: POST /auth/confirm/password, /auth/confirm/code."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from aethex_live.api.auth import door
from aethex_live.services import confirmation


def routes() -> APIRouter:
    """The routes of this file."""
    router = door.router()
    router.add_api_route("/confirm/password", post_password, methods=["POST"])
    router.add_api_route("/confirm/code", post_code, methods=["POST"])
    return router


async def post_password(request: Request) -> Response:
    """`password` of the person who is logged in, `next`."""
    visit = await door.visit(request)
    await confirmation.confirm_with_password(visit.context, visit.actor, visit.text("password"))
    return door.answer(visit, visit.next)


async def post_code(request: Request) -> Response:
    """`code` of the authenticator app or a recovery code, `next`."""
    visit = await door.visit(request)
    await confirmation.confirm_with_code(visit.context, visit.actor, visit.text("code"))
    return door.answer(visit, visit.next)
