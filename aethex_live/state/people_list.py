"""Lists of people who follow and are followed, each with a button to follow them."""

from typing import ClassVar, TypedDict

import reflex as rx

from aethex_live.domain.follow import Follower
from aethex_live.domain.page import Page, PageRequest
from aethex_live.errors import AppError, NotFound
from aethex_live.services import follow, user_follow
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.cards import ChannelCard, channel_card
from aethex_live.state.door import actor_of

PAGE = 24
TAB = "followers"


class PersonRow(TypedDict):
    """Somebody in a list. `answered` counts up with each answer to a press of their button."""

    username: str
    name: str
    picture: str
    verified: bool
    following: bool
    follows_me: bool
    answered: int


class PeopleList(rx.State, mixin=True):
    """Lists of PersonRow, named in `LISTS`."""

    LISTS: ClassVar[tuple[str, ...]] = ()

    @rx.event
    async def press(self, username: str, wanted: bool):
        """Follow somebody of the lists, or no more."""
        if all(each["username"] != username for name in self.LISTS for each in getattr(self, name)):
            return None
        act = user_follow.follow if wanted else user_follow.unfollow
        actor = await actor_of(self)
        if actor.user_id is None:
            return answer.log_in_first(self.router.url.path)
        try:
            following = (await act(current(), actor, username)).following
        except AppError as error:
            self._answer(username)
            return answer.refused(error)
        self._answer(username, following=following)

    def _answer(self, username: str, **changes: bool) -> None:
        for name in self.LISTS:
            rows = getattr(self, name)
            if any(each["username"] == username for each in rows):
                setattr(self, name, [_answered(each, username, changes) for each in rows])

    def _added(self, rows: list[PersonRow], found: Page[Follower]) -> list[PersonRow]:
        known = {each["username"] for each in rows}
        return [*rows, *(_row(each) for each in found.data if each.username not in known)]


class UserFollows(PeopleList, rx.State):
    """Whom and what a person follows, and who follows them; empty when their page may not be seen."""

    LISTS: ClassVar[tuple[str, ...]] = ("followers", "people")

    followers: list[PersonRow] = []
    followers_in_all: int = 0
    people: list[PersonRow] = []
    people_in_all: int = 0
    following: list[ChannelCard] = []
    following_in_all: int = 0

    @rx.event
    async def load(self) -> None:
        """The first pages."""
        self.reset()
        try:
            await self._more_followers()
            await self._more_people()
            await self._more_following()
        except NotFound:
            return

    @rx.event
    async def more_followers(self) -> None:
        """The next page of those who follow."""
        await self._more_followers()

    @rx.event
    async def more_people(self) -> None:
        """The next page of people who are followed."""
        await self._more_people()

    @rx.event
    async def more_following(self) -> None:
        """The next page of channels that are followed."""
        await self._more_following()

    async def _more_followers(self) -> None:
        found = await follow.followers(*await self._asked(self.followers))
        self.followers, self.followers_in_all = self._added(self.followers, found), found.total

    async def _more_people(self) -> None:
        found = await user_follow.followed(*await self._asked(self.people))
        self.people, self.people_in_all = self._added(self.people, found), found.total

    async def _more_following(self) -> None:
        found = await follow.following(*await self._asked(self.following))
        known = {each["slug"] for each in self.following}
        self.following += [channel_card(each) for each in found.data if each.slug not in known]
        self.following_in_all = found.total

    async def _asked(self, rows: list):
        request = PageRequest(len(rows) // PAGE + 1, PAGE)
        return current(), await actor_of(self), argument(self, "handle"), request


class ChannelFollowers(PeopleList, rx.State):
    """Who follows the channel in the address."""

    LISTS: ClassVar[tuple[str, ...]] = ("followers",)

    loaded: bool = False
    followers: list[PersonRow] = []
    followers_in_all: int = 0

    @rx.event
    def load(self) -> None:
        """Another channel: they are asked for when somebody wants to see them."""
        self.reset()

    @rx.event
    async def open(self, tab: str) -> None:
        """The first page, when their tab is chosen."""
        if tab == TAB and not self.loaded:
            await self._more()
            self.loaded = True

    @rx.event
    async def more(self) -> None:
        """The next one."""
        await self._more()

    async def _more(self) -> None:
        request = PageRequest(len(self.followers) // PAGE + 1, PAGE)
        slug, actor = argument(self, "channel_slug"), await actor_of(self)
        try:
            found = await follow.followers_of_channel(current(), actor, slug, request)
        except NotFound:
            return
        self.followers, self.followers_in_all = self._added(self.followers, found), found.total


def _row(each: Follower) -> PersonRow:
    return PersonRow(
        username=each.username,
        name=each.name,
        picture=each.avatar_url,
        verified=each.verified,
        following=each.following,
        follows_me=each.follows_me,
        answered=0,
    )


def _answered(row: PersonRow, username: str, changes: dict[str, bool]) -> PersonRow:
    if row["username"] != username:
        return row
    return PersonRow(**{**row, **changes, "answered": row["answered"] + 1})
