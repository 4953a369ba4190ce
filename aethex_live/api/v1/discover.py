"""Looking around: what is on, what trends, what is new, what you follow, and what you may like."""

from typing import Annotated

from fastapi import Depends, Query

from aethex_live.api.v1.asker import AccountReader, Anybody
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Page, Paging, problems
from aethex_live.domain.discover import Listed, Sort, Suggested, Wanted
from aethex_live.services import discover
from aethex_live.services.context import current

router = Routes(prefix="/discover", tags=["discover"])


async def _wanted(
    category: Annotated[str, Query(max_length=100, description="In this category and below it.")] = "",
    tag: Annotated[str, Query(max_length=100)] = "",
    language: Annotated[str, Query(max_length=10, description="Such as en.")] = "",
) -> Wanted:
    return Wanted.read(category, tag, language)


Narrowed = Annotated[Wanted, Depends(_wanted)]


@router.get("/live", summary="What is on, narrowed and ordered")
async def live(actor: Anybody, paging: Paging, wanted: Narrowed, sort: Sort = Sort.VIEWERS) -> Page[Listed]:
    """What is for adults is among it when your settings say that you are one."""
    return Page.of(await discover.live(current(), actor, _sorted(wanted, sort), paging))


@router.get("/trending", summary="What more people watch than usual")
async def trending(actor: Anybody, paging: Paging, wanted: Narrowed) -> Page[Listed]:
    """By `now.score`; `now.times` says how many times its usual audience a stream has, when that is remarkable."""
    return Page.of(await discover.live(current(), actor, _sorted(wanted, Sort.TRENDING), paging))


@router.get("/new", summary="The newest channels")
async def newest(actor: Anybody, paging: Paging, wanted: Narrowed) -> Page[Listed]:
    """Those that are on say in `now` what."""
    return Page.of(await discover.newest(current(), actor, wanted, paging))


@router.get("/following", summary="The channels that you follow", responses=problems(401, 403))
async def following(actor: AccountReader, paging: Paging, wanted: Narrowed) -> Page[Listed]:
    """Those that are on first."""
    return Page.of(await discover.following(current(), actor, wanted, paging))


@router.get("/for-you", summary="What you may like", responses=problems(401, 403))
async def for_you(actor: AccountReader) -> list[Suggested]:
    """With the reason for each in `why`; `name` is the channel of yours that it is like."""
    return await discover.for_you(current(), actor)


def _sorted(wanted: Wanted, sort: Sort) -> Wanted:
    return Wanted(wanted.category, wanted.tag, wanted.language, sort)
