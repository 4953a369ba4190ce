"""How the routes of /auth take requests and answer: for a plain HTML form and for `fetch` alike.

A form post ends in a redirect, also when it is refused: back to its page, with the code of the error in the
address. A `fetch` that accepts JSON gets `{ok, next, ...}`, or the error in the one shape of all our errors.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from aethex_live.api import client, same_origin
from aethex_live.domain import session
from aethex_live.domain.site_path import safe_path
from aethex_live.errors import AppError, InvalidInput
from aethex_live.services.context import Actor, Context, current

LARGEST_BODY = 64 * 1024
LONGEST_FIELD = 20_000  # characters; a passkey's answer is the longest thing that anybody sends
COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers allow; the server decides when a session is over
CEREMONY_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who, what they sent, and how they want to be answered."""

    request: Request
    context: Context
    actor: Actor
    fields: dict[str, Any] = field(repr=False)

    def text(self, name: str, default: str = "") -> str:
        """A field as text; a missing one is `default`."""
        value = self.fields.get(name, default)
        if not isinstance(value, str) or len(value) > LONGEST_FIELD:
            raise InvalidInput("This must be text, and not too long.", field=name)
        return value

    @property
    def next(self) -> str:
        """Where the person wanted to go; never away from this site."""
        return safe_path(self.text("next", "/"))

    @property
    def user_agent(self) -> str:
        """What the browser calls itself."""
        return self.request.headers.get("user-agent", "")

    def ceremony(self, kind: str) -> str:
        """The token of what this browser began, from its cookie."""
        cookies = "; ".join(self.request.headers.getlist("cookie"))
        return session.token_in(cookies, _ceremony_cookie(kind)) or ""


def wants_json(request: Request) -> bool:
    """Whether a script asks, rather than a browser that follows a form."""
    return "application/json" in request.headers.get("accept", "") or _sends_json(request)


async def visit(request: Request) -> Visit:
    """Take a request in: only from our own pages when it changes something, and only so large."""
    context = current()
    fields: dict[str, Any] = {}
    if request.method == "POST":
        same_origin.check(request, context.settings.base_url)
        fields = await _fields(request)
    return Visit(request, context, await client.actor(request, context), fields)


def answer(visit: Visit, next_path: str, **data: object) -> Response:
    """It worked."""
    if wants_json(visit.request):
        return JSONResponse({"ok": True, "next": next_path, **data})
    return RedirectResponse(next_path, 303)


def set_session(visit: Visit, response: Response, token: str | None) -> Response:
    """Have the browser keep its session token; None changes nothing, an empty one ends it."""
    if token is not None:
        _set_cookie(visit, response, session.COOKIE, token, COOKIE_SECONDS, "/")
    return response


def set_ceremony(visit: Visit, response: Response, kind: str, token: str) -> Response:
    """Have the browser keep what it began; an empty token ends it."""
    _set_cookie(visit, response, _ceremony_cookie(kind), token, CEREMONY_SECONDS, "/auth")
    return response


class DoorRoute(APIRoute):
    """Answers refusals as the asker wants them, and keeps everything out of caches."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:
        """Wrap the route."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                response = await handle(request)
            except AppError as error:
                if wants_json(request):
                    raise
                response = RedirectResponse(_page_with(request, error), 303)
            response.headers["Cache-Control"] = "no-store"
            return response

        return guarded


def router() -> APIRouter:
    """A router whose routes behave like this."""
    return APIRouter(prefix="/auth", route_class=DoorRoute, include_in_schema=False)


async def _fields(request: Request) -> dict[str, Any]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise InvalidInput("This is too large.", status=413, code="too_large")
    if not body:
        return {}
    if not _sends_json(request):
        return _form(bytes(body))
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("This is not JSON.", status=400, code="bad_json") from error
    if not isinstance(fields, dict):
        raise InvalidInput("Send a JSON object.", status=400, code="bad_json")
    return fields


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50, errors="strict"))
    except ValueError as error:
        raise InvalidInput("This form cannot be read.", status=400, code="bad_form") from error


def _sends_json(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("application/json")


def _page_with(request: Request, error: AppError) -> str:
    """The page that the form was on, told what went wrong."""
    try:
        path = urlsplit(request.headers.get("referer", "")).path
    except ValueError:
        path = ""
    path = safe_path(path, "/login")
    return f"{path}?{urlencode({'error': error.code})}"


def _ceremony_cookie(kind: str) -> str:
    return f"aethex_{kind}"


def _set_cookie(visit: Visit, response: Response, name: str, value: str, seconds: int, path: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds if value else 0,
        path=path,
        secure=visit.context.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
