"""Search over what everybody may see."""

from typing import Annotated

from fastapi import Query

from aethex_live.api.v1.asker import Anybody
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Page, Paging
from aethex_live.domain.search import LONGEST_QUERY, Hit, Kind
from aethex_live.services import search
from aethex_live.services.context import current

router = Routes(tags=["search"])
Text = Annotated[str, Query(max_length=LONGEST_QUERY, description="Words; the last may be a beginning.")]


@router.get("/search", summary="Search")
async def find(actor: Anybody, paging: Paging, q: Text, kind: Kind | None = None) -> Page[Hit]:
    """Equal names first, then what is live, then the best. Errors of a letter are forgiven. At most 300."""
    return Page.of((await search.search(current(), actor, q, kind=kind, request=paging)).page)


@router.get("/search/suggestions", summary="Suggestions while typing")
async def suggestions(actor: Anybody, q: Text) -> list[Hit]:
    """A few things that what is being typed may become."""
    return list(await search.suggest(current(), actor, q))
