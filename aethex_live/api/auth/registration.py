"""Registering, confirming the address, choosing a new password by mail."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from aethex_live.api.auth import door
from aethex_live.services import password, registration


def routes() -> APIRouter:
    """The routes of this file."""
    router = door.router()
    router.add_api_route("/register", post_register, methods=["POST"])
    router.add_api_route("/verify-email", post_verify, methods=["POST"])
    router.add_api_route("/resend", post_resend, methods=["POST"])
    router.add_api_route("/forgot-password", post_forgot, methods=["POST"])
    router.add_api_route("/reset-password", post_reset, methods=["POST"])
    return router


async def post_register(request: Request) -> Response:
    """`username`, `email`, `password`. The answer is the same whether the address has an account or not."""
    visit = await door.visit(request)
    await registration.register(
        visit.context,
        visit.actor,
        username=visit.text("username"),
        email=visit.text("email"),
        password=visit.text("password"),
    )
    return door.answer(visit, "/check-mail")


async def post_verify(request: Request) -> Response:
    """`token` from the mail. The page of the link posts it, because mail scanners follow links."""
    visit = await door.visit(request)
    username = await registration.verify_email(visit.context, visit.actor, visit.text("token"))
    return door.answer(visit, "/login?verified=1&next=/welcome", username=username)


async def post_resend(request: Request) -> Response:
    """`email`: have the link sent again."""
    visit = await door.visit(request)
    await registration.resend_verification(visit.context, visit.actor, visit.text("email"))
    return door.answer(visit, "/check-mail")


async def post_forgot(request: Request) -> Response:
    """`email`: have a link sent to choose a new password."""
    visit = await door.visit(request)
    await password.request_reset(visit.context, visit.actor, visit.text("email"))
    return door.answer(visit, "/check-mail")


async def post_reset(request: Request) -> Response:
    """`token` from the mail and the new `password`. Signs out everywhere."""
    visit = await door.visit(request)
    await password.reset_password(
        visit.context, visit.actor, token=visit.text("token"), password=visit.text("password")
    )
    return door.set_session(visit, door.answer(visit, "/login?reset=1"), "")
