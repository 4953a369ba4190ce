"""The door of the REST API: who asks, from where, how often, how much. All behind it relies on that."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aethex_live import metrics
from aethex_live.api import client, errors, same_origin
from aethex_live.config import Settings
from aethex_live.domain.image import LARGEST_UPLOAD
from aethex_live.domain.rate_limit import ANONYMOUS, PERSON, WINDOW, Standing
from aethex_live.errors import AppError, NotLoggedIn, TooMany, Words
from aethex_live.realtime.rate_limiter import RateLimiter
from aethex_live.services import access_token
from aethex_live.services.context import Actor, current

LARGEST_BODY = 256 * 1024
_IMAGE = re.compile(r".*/images/[a-z]+")
_BEARER = "bearer "
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Door:
    """In front of the API: puts the Actor into the request, or refuses in the API's error shape."""

    def __init__(self, app: ASGIApp, settings: Settings, limiter: RateLimiter):
        self._app = app
        self._settings = settings
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        network = client.network(request, self._settings.trusted_proxies)
        standing: Standing | None = None

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault(
                    "Cache-Control", "no-store"
                )  # what one person may see, no cache keeps for others
                if standing is not None:
                    _tell(headers, standing)
            await send(message)

        try:
            actor = await _who(request, network)
            if actor is None or actor.user_id is None:
                standing = await self._limiter.take(ANONYMOUS, network)
            else:
                standing = await self._limiter.take(PERSON, str(actor.user_id))
            _check_rate(standing)
            if actor is None:
                raise NotLoggedIn("This access token is unknown, revoked or too old. Make a new one.")
            self._check_origin(request)
            longest = LARGEST_UPLOAD if _IMAGE.fullmatch(scope["path"]) else LARGEST_BODY
            if _length(request.headers) > longest:
                raise AppError(_too_large(longest), code="too_large", status=413)
        except AppError as refusal:
            await errors.answer(refusal)(scope, receive, send_on)
            return
        scope.setdefault("state", {})["actor"] = actor
        await self._app(scope, _bounded(receive, longest), send_on)

    def _check_origin(self, request: Request) -> None:
        """Cookies travel by themselves, so a write with one must come from our pages; a token never does."""
        if request.method not in _READING and _token(request.headers) is None:
            same_origin.check(request, self._settings.base_url)


async def _who(request: Request, network: str) -> Actor | None:
    """Who asks: None for a token that is not good (any more). A cookie that is not good is nobody."""
    token = _token(request.headers)
    if token is not None:
        return await access_token.actor_of(current(), token, network)
    return await client.actor(request, current())


def _token(headers: Headers) -> str | None:
    value = headers.get("authorization", "")
    return value[len(_BEARER) :].strip() if value[: len(_BEARER)].lower() == _BEARER else None


def _check_rate(standing: Standing) -> None:
    if not standing.allowed:
        metrics.rate_limited.labels(standing.policy.name).inc()
        message = Words(
            "That were more than {quota} requests in {window} s. Go on in {wait} s, or log in for a higher limit.",
            quota=standing.policy.quota,
            window=WINDOW,
            wait=standing.retry_after,
        )
        raise TooMany(message, standing.retry_after, code="rate_limited")


def _tell(headers: MutableHeaders, standing: Standing) -> None:
    headers["RateLimit-Policy"] = f'"{standing.policy.name}";q={standing.policy.quota};w={WINDOW}'
    headers["RateLimit"] = f'"{standing.policy.name}";r={standing.remaining};t={standing.reset}'
    for name, value in (
        ("Limit", standing.policy.quota),
        ("Remaining", standing.remaining),
        ("Reset", standing.reset),
    ):
        headers[f"X-RateLimit-{name}"] = str(value)


def _bounded(receive: Receive, longest: int) -> Receive:
    """`receive`, for bodies that do not say in advance how long they are."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > longest:
            raise HTTPException(413, _too_large(longest))
        return message

    return receive_some


def _length(headers: Headers) -> int:
    text = headers.get("content-length", "")
    return int(text) if text.isdecimal() else 0


def _too_large(longest: int) -> Words:
    return Words("This is too large; {most} KiB is the most.", most=longest // 1024)
