"""What lies behind channels and people, in numbers."""

from typing import Annotated

from fastapi import Path

from aethex_live.api.v1.asker import Anybody
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import problems
from aethex_live.domain.stats import Stats
from aethex_live.services import stats
from aethex_live.services.context import current

router = Routes()


@router.get(
    "/channels/{slug}/stats", tags=["channels"], summary="A channel in numbers", responses=problems(404)
)
async def of_channel(slug: Slug) -> Stats:
    """Of all its streams that are over. `hours` are full ones."""
    return await stats.of_channel(current(), slug)


@router.get(
    "/users/{username}/stats", tags=["people"], summary="Somebody in numbers", responses=problems(404)
)
async def of_person(actor: Anybody, username: Annotated[str, Path(max_length=100)]) -> Stats | None:
    """Of all their channels; null where their page is not yours to see."""
    return await stats.of_person(current(), actor, username)
