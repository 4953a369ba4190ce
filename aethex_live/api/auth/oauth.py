"""Logging in at other sites: POST /auth/oauth/{provider} sends a browser there, …/callback takes it back."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aethex_live.api.auth import door
from aethex_live.api.auth.log_in import finish
from aethex_live.errors import AppError
from aethex_live.services import oauth

LINKS = "/settings/security"


def routes() -> APIRouter:
    """The routes of this file."""
    router = door.router()
    router.add_api_route("/oauth/{provider}", post_begin, methods=["POST"])
    router.add_api_route("/oauth/{provider}/link", post_link, methods=["POST"])
    router.add_api_route("/oauth/{provider}/unlink", post_unlink, methods=["POST"])
    router.add_api_route("/oauth/{provider}/callback", get_callback, methods=["GET"])
    return router


async def post_begin(request: Request, provider: str) -> Response:
    """Log in there; `next` is where to go afterwards. A POST, so that no other site can start it."""
    visit = await door.visit(request)
    begun = await oauth.begin(visit.context, visit.actor, provider=provider, next_path=visit.next)
    return door.set_ceremony(visit, door.answer(visit, begun.url), oauth.KIND, begun.token)


async def post_link(request: Request, provider: str) -> Response:
    """Link an account there to the one that is logged in; needs a fresh confirmation."""
    visit = await door.visit(request)
    begun = await oauth.begin(visit.context, visit.actor, provider=provider, next_path=LINKS, link=True)
    return door.set_ceremony(visit, door.answer(visit, begun.url), oauth.KIND, begun.token)


async def post_unlink(request: Request, provider: str) -> Response:
    """No longer log in with that site; needs a fresh confirmation."""
    visit = await door.visit(request)
    await oauth.unlink(visit.context, visit.actor, provider)
    return door.answer(visit, LINKS)


async def get_callback(request: Request, provider: str) -> Response:
    """The browser comes back. Whatever happens ends on one of our pages."""
    visit = await door.visit(request)
    parameters = {name: value[: door.LONGEST_FIELD] for name, value in request.query_params.items()}
    try:
        done = await oauth.finish(
            visit.context,
            visit.actor,
            provider=provider,
            token=visit.ceremony(oauth.KIND),
            parameters=parameters,
            user_agent=visit.user_agent,
        )
    except AppError as error:
        page = LINKS if visit.actor.user_id else "/login"
        response: Response = RedirectResponse(f"{page}?{urlencode({'error': error.code})}", 303)
    else:
        response = finish(visit, done.log_in, done.next) if done.log_in else door.answer(visit, done.next)
    return door.set_ceremony(visit, response, oauth.KIND, "")
