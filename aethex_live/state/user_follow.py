"""Who follows a person, and what the person follows, on their page."""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.page import PageRequest
from aethex_live.errors import NotFound
from aethex_live.services import follow
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.cards import ChannelCard, channel_card
from aethex_live.state.door import actor_of

PAGE = 24


class FollowerRow(TypedDict):
    """Somebody who follows."""

    username: str
    name: str
    picture: str
    verified: bool


class UserFollows(rx.State):
    """Both lists; empty when the page may not be seen."""

    followers: list[FollowerRow] = []
    followers_in_all: int = 0
    following: list[ChannelCard] = []
    following_in_all: int = 0

    @rx.event
    async def load(self) -> None:
        """Their first pages."""
        self.reset()
        try:
            await self._more_followers()
            await self._more_following()
        except NotFound:
            return

    @rx.event
    async def more_followers(self) -> None:
        """The next page of those who follow."""
        await self._more_followers()

    @rx.event
    async def more_following(self) -> None:
        """The next page of what is followed."""
        await self._more_following()

    async def _more_followers(self) -> None:
        request = PageRequest(len(self.followers) // PAGE + 1, PAGE)
        found = await follow.followers(current(), await actor_of(self), self._username(), request)
        known = {each["username"] for each in self.followers}
        self.followers += [
            FollowerRow(
                username=each.username, name=each.name, picture=each.avatar_url, verified=each.verified
            )
            for each in found.data
            if each.username not in known
        ]
        self.followers_in_all = found.total

    async def _more_following(self) -> None:
        request = PageRequest(len(self.following) // PAGE + 1, PAGE)
        found = await follow.following(current(), await actor_of(self), self._username(), request)
        known = {each["slug"] for each in self.following}
        self.following += [channel_card(each) for each in found.data if each.slug not in known]
        self.following_in_all = found.total

    def _username(self) -> str:
        return argument(self, "handle")
