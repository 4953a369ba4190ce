"""The home page besides what is on: what is featured, what one may like, where much goes on, and true numbers."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.discover import Sort, Wanted
from aethex_live.services import discover
from aethex_live.services.context import current
from aethex_live.services.discover import Front
from aethex_live.state.cards import CategoryCard, ListedCard, busy_card, listed_card, suggested_card
from aethex_live.state.door import actor_of
from aethex_live.state.on_air import MOST
from aethex_live.state.watch import AGREED, Watch

CATEGORIES, FOR_YOU = 12, 6


class CreatorCard(TypedDict):
    """A channel that many follow."""

    slug: str
    name: str
    owner: str
    picture: str
    live: bool
    followers: int


class Numbers(TypedDict):
    """The site in numbers; each is counted."""

    live: int
    viewers: int
    people: int
    channels: int


class Home(rx.State):
    """Loaded with the page."""

    loaded: bool = False
    hidden: list[str] = []  # channels of people whom this reader has blocked
    featured: list[ListedCard] = []
    newest: list[ListedCard] = []
    for_you: list[ListedCard] = []
    personal: bool = False  # whether `for_you` knows what they like
    categories: list[CategoryCard] = []
    creators: list[CreatorCard] = []
    numbers: Numbers = Numbers(live=0, viewers=0, people=0, channels=0)

    @rx.event
    async def load(self) -> None:
        """Look around."""
        await self._look()
        self.loaded = True

    @rx.event
    async def look_again(self) -> None:
        """What of it has changed."""
        if self.loaded:
            await self._look()

    async def _look(self) -> None:
        context, actor = current(), await actor_of(self)
        adult = await self.get_var_value(Watch.adult) == AGREED
        front = await discover.front(context)
        busy = await discover.busy_categories(context)
        suggested = []
        if actor.user_id is not None:
            above, _ = await discover.shelf(context, Wanted(sort=Sort.TRENDING), MOST)
            on_page = {each.slug for each in above}
            suggested = await discover.for_you(context, actor, adult=adult, most=FOR_YOU, besides=on_page)
        hidden = await discover.hidden_channels(context, actor)
        self._show(
            hidden=hidden,
            featured=[listed_card(each) for each in front.featured if each.slug not in hidden],
            newest=[listed_card(each) for each in front.newest if each.slug not in hidden],
            for_you=[suggested_card(each) for each in suggested],
            personal=any(each.name for each in suggested),
            categories=[busy_card(each) for each in busy if each.category.channels][:CATEGORIES],
            creators=_creators(front, hidden),
            numbers=Numbers(
                live=front.live, viewers=front.viewers, people=front.people, channels=front.channels
            ),
        )

    def _show(self, **values: Any) -> None:
        """Only what is different travels to the browser."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _creators(front: Front, hidden: list[str]) -> list[CreatorCard]:
    return [
        CreatorCard(
            slug=each.listed.slug,
            name=each.listed.name,
            owner=each.listed.owner.display_name,
            picture=each.listed.avatar_url,
            live=each.listed.now is not None,
            followers=each.followers,
        )
        for each in front.creators
        if each.listed.slug not in hidden
    ]
