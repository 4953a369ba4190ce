"""Search over what the reader may see: suggestions while typing, and whole lists."""

from dataclasses import dataclass

from aethex_live.data import search as data
from aethex_live.data import search_upkeep
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.search import Hit, Kind, Query, alternatives, parse
from aethex_live.services.context import Actor, Context

SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `instead` is what was looked for, when what was typed is nowhere."""

    page: Page[Hit]
    instead: str = ""


async def search(
    context: Context, actor: Actor, text: str, *, kind: Kind | None = None, request: PageRequest = FIRST
) -> Answer:
    """What fits to the text: equal names first, then what is live, then the best. The total ends at 300."""
    query = parse(text)
    if not query.words:
        return Answer(Page((), 0, request.page, request.limit))
    kinds = [kind] if kind else list(Kind)
    async with context.transaction() as uow:
        close = await data.close_to(uow, actor.user_id)
        found = await data.find(uow, query, kinds, data.CANDIDATES, close)
        instead = ""
        if not found:
            meant = await _forgiven(uow, query)
            found = await data.find(uow, meant, kinds, data.CANDIDATES, close) if meant else []
            instead = meant.whole if meant and found else ""
        window = found[request.offset : request.offset + request.limit]
        shown = await data.hits(uow, window, context.clock(), actor.user_id)
    return Answer(Page(tuple(shown), len(found), request.page, request.limit), instead)


async def suggest(context: Context, actor: Actor, text: str) -> tuple[Hit, ...]:
    """A few things that what is being typed may become."""
    return (await search(context, actor, text, request=PageRequest(1, SUGGESTIONS))).page.data


async def refresh(context: Context) -> None:
    """Bring the index in step with what nobody writes. For a job, not for people."""
    async with context.transaction() as uow:
        await search_upkeep.remove_stray(uow)
        await search_upkeep.add_missing(uow, context.clock())
        await search_upkeep.count_followers(uow)
    async with context.transaction() as uow:
        await search_upkeep.learn(uow)


async def _forgiven(uow: UnitOfWork, query: Query) -> Query | None:
    """The query with words that exist for those that do not; None when that changes nothing."""
    groups = []
    for place, (word,) in enumerate(query.words):
        last = place == len(query.words) - 1
        if await data.is_known(uow, word, as_start=last):
            groups.append((word,))
            continue
        meant = alternatives(word, await data.words_like(uow, word))
        if not meant:
            return None
        groups.append(meant)
    meant_query = Query(tuple(groups))
    return meant_query if meant_query != query else None
