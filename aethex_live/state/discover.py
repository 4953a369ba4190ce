"""Looking around: which list, how it is narrowed and ordered. All of it is in the address, so that it can be sent
to others and the way back leads to the same.

The first of what is on is a live room (state/on_air.py); what comes after it, and the other lists, are here.
"""

from typing import Any, TypedDict
from urllib.parse import urlencode

import reflex as rx

from aethex_live.domain.discover import Sort, Wanted, common_tags
from aethex_live.domain.page import PageRequest
from aethex_live.services import discover
from aethex_live.services.context import Actor, current
from aethex_live.state import on_air
from aethex_live.state.address import query
from aethex_live.state.cards import ListedCard, listed_card, trending_card
from aethex_live.state.door import actor_of
from aethex_live.state.on_air import OnAir
from aethex_live.state.watch import AGREED, Watch

PATH = "/discover"
LIVE, TRENDING, NEW, FOLLOWING = "live", "trending", "new", "following"
BROADCAST = (LIVE, TRENDING)  # the lists whose first part everybody sees alike
LONGEST_TAB = 20
PAGE = on_air.MOST
MOST_PAGES = 10  # in one go; who looks further narrows the list
NARROWED_BY = ("category", "tag", "language", "sort")


class TagLink(TypedDict):
    """A tag, and where it leads: to what has it, or back to everything."""

    name: str
    href: str
    chosen: bool


class Discover(rx.State):
    """One person's look around."""

    loaded: bool = False
    tab: str = LIVE
    category: str = ""
    tag: str = ""
    language: str = ""
    sort: str = Sort.VIEWERS
    narrow_words: str = ""  # the part of the address that narrows, for links to the other lists
    hidden: list[str] = []
    items: list[ListedCard] = []  # of what is on: those after the first
    more: bool = False
    categories: list[list[str]] = []  # pairs of address and name
    tags: list[TagLink] = []

    _pages: int = 1

    @rx.event
    async def load(self) -> None:
        """Show what the address says."""
        tab = query(self, "tab")
        self.tab = tab if tab.isascii() and tab.isalpha() and len(tab) <= LONGEST_TAB else LIVE
        wanted = await self._wanted({name: query(self, name) for name in NARROWED_BY})
        self._show(wanted)
        actor = await actor_of(self)
        if self.tab in BROADCAST:
            await on_air.look_for(await self.get_state(OnAir), wanted)
        else:
            on_air.look_away(self)
        self.hidden = await discover.hidden_channels(current(), actor)
        self.categories = [[slug, name] for slug, name in await _category_names()]
        self.tags = await self._tag_links(wanted)
        await self._fill(actor, wanted, _number(query(self, "pages")))
        self.loaded = True

    @rx.event
    async def show_more(self):
        """The next part, below what is there; the address remembers how far."""
        if not self.more:
            return None
        wanted = await self._wanted(self._narrowed())
        await self._fill(await actor_of(self), wanted, self._pages + 1)
        address = self._address(self.tab, self._narrowed(), pages=self._pages)
        return rx.call_script(f"history.replaceState(history.state, '', {address!r})")

    @rx.event
    async def look_again(self) -> None:
        """What of it has changed; what is broadcast comes by itself."""
        if self.loaded:
            await self._fill(await actor_of(self), await self._wanted(self._narrowed()), self._pages)

    @rx.event
    async def narrow(self, name: str, value: str):
        """Look for one thing more, or one less."""
        if name not in NARROWED_BY:
            return None
        return rx.redirect(self._address(self.tab, {**self._narrowed(), name: value}))

    async def _wanted(self, given: dict[str, str]) -> Wanted:
        adult = await self.get_var_value(Watch.adult) == AGREED
        adult = adult or await discover.is_adult(current(), await actor_of(self))
        if self.tab == TRENDING:
            given = {**given, "sort": Sort.TRENDING}
        elif given.get("sort") == Sort.TRENDING:
            given = {**given, "sort": ""}
        return Wanted.read(**given, adult=adult)

    def _show(self, wanted: Wanted) -> None:
        self.category, self.tag, self.language = wanted.category, wanted.tag, wanted.language
        self.sort = str(Sort.VIEWERS if wanted.sort is Sort.TRENDING else wanted.sort)
        self.narrow_words = _narrowing(self._narrowed())

    def _narrowed(self) -> dict[str, str]:
        return {name: str(getattr(self, name)) for name in NARROWED_BY}

    def _address(self, tab: str, narrowed: dict[str, str], pages: int = 1) -> str:
        wanted = Wanted.read(**narrowed)
        plain = {name: str(getattr(wanted, name)) for name in NARROWED_BY}
        further = f"&pages={pages}" if pages > 1 else ""
        return f"{PATH}?tab={tab}{_narrowing(plain)}{further}"

    async def _tag_links(self, wanted: Wanted) -> list[TagLink]:
        live = await discover.all_live(current())
        names = common_tags(each for each in live if wanted.adult or not each.mature)
        if self.tag and self.tag not in names:
            names = [self.tag, *names]
        return [self._tag_link(name) for name in names]

    def _tag_link(self, name: str) -> TagLink:
        chosen = name == self.tag
        narrowed = {**self._narrowed(), "tag": "" if chosen else name}
        return TagLink(name=name, href=self._address(self.tab, narrowed), chosen=chosen)

    async def _fill(self, actor: Actor, wanted: Wanted, pages: int) -> None:
        """As many pages as wanted. Of what is broadcast, the first is not among them."""
        skipped = PAGE if self.tab in BROADCAST else 0
        found, more = await _listed(self.tab, actor, wanted, PageRequest(1, pages * PAGE))
        self.more, self._pages = more and pages < MOST_PAGES, pages
        card = trending_card if self.tab == TRENDING else listed_card
        items = [card(each) for each in found[skipped:]]
        if items != self.items:
            self.items = items


async def _listed(tab: str, actor: Actor, wanted: Wanted, request: PageRequest) -> tuple[Any, bool]:
    match tab:
        case "live" | "trending":
            found = await discover.live(current(), actor, wanted, request)
        case "new":
            found = await discover.newest(current(), actor, wanted, request)
        case "following" if actor.user_id is not None:
            found = await discover.following(current(), actor, wanted, request)
        case _:
            return (), False
    return found.data, found.has_more


async def _category_names() -> list[tuple[str, str]]:
    """Those below others behind theirs."""
    names = []
    for top in await discover.categories(current()):
        names.append((top.slug, top.name))
        names += [(child.slug, f"{top.name} · {child.name}") for child in top.children]
    return names


def _narrowing(narrowed: dict[str, str]) -> str:
    given = [(name, value) for name, value in narrowed.items() if value and value != Sort.VIEWERS]
    return f"&{urlencode(given)}" if given else ""


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST_PAGES)
