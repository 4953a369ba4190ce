"""What can be found by looking around: channels and categories."""

import reflex as rx

from aethex_live.domain.page import check_page
from aethex_live.errors import NotFound
from aethex_live.services import category, channel
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.cards import CategoryCard, ChannelCard, category_card, channel_card

PAGE = 12  # as many as are soon seen; a phone draws them at once


class Browse(rx.State):
    """The lists of home and of the category pages."""

    loaded: bool = False
    missing: bool = False
    channels: list[ChannelCard] = []
    categories: list[CategoryCard] = []
    more: bool = False
    title: str = ""
    description: str = ""
    subcategories: list[CategoryCard] = []

    _page: int = 1
    _category: str | None = None

    @rx.event
    async def load_home(self) -> None:
        """The newest channels and the most used categories."""
        self.categories = [category_card(each) for each in await category.popular(current())]
        await self._first_page(None)

    @rx.event
    async def load_categories(self) -> None:
        """All of them."""
        self.categories = [category_card(each) for each in await category.tree(current())]
        self.loaded = True

    @rx.event
    async def load_category(self) -> None:
        """The one in the address."""
        slug = argument(self, "category_slug")
        self.missing = False
        try:
            found = await category.by_slug(current(), slug)
        except NotFound:
            self.missing, self.loaded = True, True
            return
        self.title, self.description = found.name, found.description
        self.subcategories = [category_card(each) for each in found.children]
        await self._first_page(found.slug)

    @rx.event
    async def show_more(self) -> None:
        """The next page, below what is there."""
        if self.more:
            await self._load_page(self._page + 1)

    async def _first_page(self, category_slug: str | None) -> None:
        self._category = category_slug
        self.channels = []
        await self._load_page(1)
        self.loaded = True

    async def _load_page(self, number: int) -> None:
        found = await channel.listing(current(), check_page(number, PAGE), category=self._category)
        self.channels = [*self.channels, *(channel_card(each) for each in found.data)]
        self.more, self._page = found.has_more, number
