"""Browsers that tell you of news while their pages are closed."""

from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter, InPerson
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.push import ENDPOINT_LENGTH, Browser
from aethex_live.services import push
from aethex_live.services.context import current

router = Routes(prefix="/me/push", tags=["you"], responses=problems(401, 403))


class Pushing(BaseModel):
    """The site's public key for push (empty: it cannot send any), and your browsers."""

    key: str
    browsers: list[Browser]


class Subscription(Body):
    """What a browser's PushSubscription says."""

    endpoint: Annotated[str, Field(max_length=ENDPOINT_LENGTH)]
    p256dh: Annotated[str, Field(max_length=200)]
    auth: Annotated[str, Field(max_length=100)]


@router.get("", summary="Where you are told")
async def pushing(actor: AccountReader) -> Pushing:
    """The latest first."""
    return Pushing(key=current().pusher.public_key, browsers=await push.browsers(current(), actor))


@router.put("", status_code=204, summary="Be told in this browser", responses=problems(409))
async def subscribe(actor: InPerson, wish: Subscription, request: Request) -> None:
    """For as long as you are logged in there."""
    agent = request.headers.get("user-agent", "")
    await push.subscribe(current(), actor, user_agent=agent, **wish.model_dump())


@router.delete(
    "/{subscription_id}", status_code=204, summary="Be told there no more", responses=problems(404)
)
async def remove(actor: AccountWriter, subscription_id: UUID) -> None:
    """At once."""
    await push.remove(current(), actor, subscription_id)
