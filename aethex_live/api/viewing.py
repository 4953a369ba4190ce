"""Where players say that they play. It is what embedded players, which have no page of ours, are counted by."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from aethex_live.api import client, same_origin
from aethex_live.config import Settings
from aethex_live.domain.rate_limit import HEARTBEATS
from aethex_live.domain.slug import FORM
from aethex_live.errors import NotFound, TooMany
from aethex_live.realtime import hub
from aethex_live.realtime.kinds import kind_of
from aethex_live.realtime.rate_limiter import RateLimiter
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import viewing
from aethex_live.services.context import current

ROOM = "channel"


def router(settings: Settings, limiter: RateLimiter) -> APIRouter:
    """`POST /live/SLUG/heartbeat`, every ten seconds while the picture moves."""
    made = APIRouter(include_in_schema=False)

    @made.post("/live/{slug}/heartbeat", status_code=204)
    async def heartbeat(
        request: Request, response: Response, slug: Annotated[str, Path(max_length=100)]
    ) -> None:
        """Count who watches; a browser in which nobody is logged in gets a name, to be told from others."""
        same_origin.check(request, settings.base_url)
        network = client.network(request, settings.trusted_proxies)
        standing = await limiter.take(HEARTBEATS, network)
        if not standing.allowed:
            raise TooMany("That were too many heartbeats.", standing.retry_after, code="rate_limited")
        if not FORM.fullmatch(slug):
            raise NotFound("There is no channel at this address.")
        context = current()
        actor = await client.actor(request, context)
        guest = viewing.guest_of(context, request.headers.get("cookie", ""))
        visitor = Visitor(actor.user_id, actor.session_id, network, guest)
        kind = kind_of(ROOM)
        if not await hub.current().is_open(kind, slug):
            await kind.admit(visitor, slug)
        await hub.current().heartbeat(kind, slug, visitor)
        if actor.user_id is None and not guest:
            response.set_cookie(
                viewing.GUEST_COOKIE,
                viewing.new_guest(context),
                httponly=True,
                samesite="lax",
                secure=settings.secure_cookies,
                path="/",
            )

    return made
