"""What the search box and the search page show."""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.page import check_page
from aethex_live.domain.search import LONGEST_QUERY, Hit, Kind
from aethex_live.services import search
from aethex_live.services.context import current
from aethex_live.state.address import query
from aethex_live.state.door import actor_of

PAGE = 24
_PLACES = {
    Kind.CHANNEL: "channels",
    Kind.STREAM: "streams",
    Kind.PERSON: "users",
    Kind.CATEGORY: "categories",
}


class HitRow(TypedDict):
    """Something that was found, in a list."""

    kind: str
    href: str
    title: str
    text: str
    picture: str
    live: bool
    viewers: int
    verified: bool


class Search(rx.State):
    """What one person looks for."""

    suggestions: list[HitRow] = []
    text: str = ""
    kind: str = ""
    instead: str = ""
    hits: list[HitRow] = []
    total: int = 0
    more: bool = False
    loaded: bool = False

    _page: int = 1

    @rx.event
    async def suggest(self, text: str) -> None:
        """What the beginning in the box may become."""
        found = await search.suggest(current(), await actor_of(self), text[:LONGEST_QUERY])
        self.suggestions = [_row(hit) for hit in found]

    @rx.event
    async def load(self) -> None:
        """Look for what the address says."""
        self.text = query(self, "q")[:LONGEST_QUERY]
        kind = query(self, "kind")
        self.kind = kind if kind in set(Kind) else ""
        self.hits = []
        await self._load_page(1)
        self.loaded = True

    @rx.event
    async def show_more(self) -> None:
        """The next page, below what is there."""
        if self.more:
            await self._load_page(self._page + 1)

    async def _load_page(self, number: int) -> None:
        answer = await search.search(
            current(),
            await actor_of(self),
            self.text,
            kind=Kind(self.kind) if self.kind else None,
            request=check_page(number, PAGE),
        )
        self.hits = [*self.hits, *(_row(hit) for hit in answer.page.data)]
        self.instead, self.total = answer.instead, answer.page.total
        self.more, self._page = answer.page.has_more, number


def _row(hit: Hit) -> HitRow:
    return {
        "kind": hit.kind,
        "href": f"/{_PLACES[hit.kind]}/{hit.slug}",
        "title": hit.title,
        "text": hit.text,
        "picture": hit.picture,
        "live": hit.live,
        "viewers": hit.viewers,
        "verified": hit.verified,
    }
