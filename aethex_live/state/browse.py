"""What can be found by looking around: categories, and the channels in one."""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.category import Category
from aethex_live.domain.page import check_page
from aethex_live.errors import NotFound
from aethex_live.services import category, channel, discover
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.cards import (
    CategoryCard,
    ChannelCard,
    busy_card,
    category_card,
    channel_card,
)
from aethex_live.state.door import actor_of

PAGE = 12  # as many as are soon seen; a phone draws them at once
POPULAR = 8


class Branch(TypedDict):
    """A top category, and those below it."""

    top: CategoryCard
    below: list[CategoryCard]


class Browse(rx.State):
    """The lists of the category pages."""

    loaded: bool = False
    missing: bool = False
    channels: list[ChannelCard] = []
    more: bool = False
    popular: list[CategoryCard] = []  # those in which somebody is live
    branches: list[Branch] = []
    slug: str = ""
    title: str = ""
    description: str = ""
    above: str = ""  # the category that it is in, and its address
    above_slug: str = ""
    subcategories: list[CategoryCard] = []
    hidden: list[str] = []

    _page: int = 1

    @rx.event
    async def load_categories(self) -> None:
        """All of them, and where most goes on."""
        busy = {each.category.slug: each for each in await discover.busy_categories(current())}
        self.popular = [busy_card(each) for each in busy.values() if each.streams][:POPULAR]
        self.branches = [
            Branch(
                top=busy_card(busy[top.slug]) if top.slug in busy else category_card(top),
                below=[category_card(child) for child in top.children],
            )
            for top in await category.tree(current())
        ]
        self.loaded = True

    @rx.event
    async def load_category(self) -> None:
        """The one in the address."""
        self.missing = False
        try:
            found = await category.by_slug(current(), argument(self, "category_slug"))
        except NotFound:
            self.missing, self.loaded = True, True
            return
        self.slug, self.title, self.description = found.slug, found.name, found.description
        self.subcategories = [category_card(each) for each in found.children]
        above = await _above(found)
        self.above, self.above_slug = (above.name, above.slug) if above else ("", "")
        self.hidden = await discover.hidden_channels(current(), await actor_of(self))
        self.channels = []
        await self._load_page(1)
        self.loaded = True

    @rx.event
    async def show_more(self) -> None:
        """The next page, below what is there."""
        if self.more:
            await self._load_page(self._page + 1)

    async def _load_page(self, number: int) -> None:
        found = await channel.listing(current(), check_page(number, PAGE), category=self.slug)
        shown = (channel_card(each) for each in found.data if each.slug not in self.hidden)
        self.channels = [*self.channels, *shown]
        self.more, self._page = found.has_more, number


async def _above(found: Category) -> Category | None:
    if found.parent_id is None:
        return None
    tops = await category.tree(current())
    return next((each for each in tops if each.id == found.parent_id), None)
