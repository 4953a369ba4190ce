"""Following a person: on their page, where all see how many do, and from their card in a chat."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import UUID

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.domain.user_follow import UserStanding
from aethex_live.errors import AppError, NotAllowed, NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.hub import Target
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import follow, user_follow, user_settings
from aethex_live.services.context import Actor, current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of
from aethex_live.state.room import RoomState, room_kind
from aethex_live.state.sent import SHORT, id_of
from aethex_live.state.user_page import UserPage


class PersonFollowersRoom(LiveRoom):
    """Named by the person's id. The event is the number of followers."""

    async def open(self) -> None:
        self.apply(await _count(UUID(self.name)))

    def apply(self, event: int) -> None:
        self.show(followers=event, counted=True)


class PersonFollowers(RoomState, rx.State):
    """How many follow the person of the page; not `counted` where it is not the reader's to know."""

    followers: int = 0
    counted: bool = False

    @rx.event
    async def enter(self) -> None:
        """Watch the number of the person whose page was loaded."""
        try:
            await self._join(await self.get_var_value(UserPage.id))
        except AppError:
            return


async def admit(visitor: Visitor, name: str) -> None:
    """Those who may see the whole page."""
    if await user_follow.count(current(), Actor(user_id=visitor.person), id_of(name)) is None:
        raise NotAllowed


KIND = room_kind("person_followers", PersonFollowers, PersonFollowersRoom, admit)


async def show_count(happening: Happening) -> None:
    """Show the new number in the room, and only to those who may still see it."""
    match happening.name:
        case follow.FOLLOWED | follow.UNFOLLOWED:
            await _show(happening.data["owner_id"])
        case user_follow.CHANGED:
            for user_id in happening.data["user_ids"]:
                hub.current().recheck(Target(kind=KIND.name, person=UUID(user_id)))
                await _show(user_id)
        case user_settings.CHANGED:
            hub.current().recheck(Target(kind=KIND.name, name=happening.data["user_id"]))


async def _show(user_id: str) -> None:
    if await hub.current().is_open(KIND, user_id):
        with suppress(NotFound):  # whoever has left meanwhile
            await hub.current().tell(KIND, user_id, await _count(UUID(user_id)))


async def _count(user_id: UUID) -> int:
    """As the person sees it."""
    return await user_follow.count(current(), Actor(user_id=user_id), user_id) or 0


class PersonFollow(rx.State, mixin=True):
    """How the reader and somebody stand to each other.

    `answered` counts up with each answer, so that the button stops to guess. `followers` counts where `counted`.
    """

    username: str = ""
    followers: int = 0
    counted: bool = False
    following: bool = False
    notify: bool = False
    follows_me: bool = False
    friends: bool = False
    answered: int = 0

    @rx.event
    async def press(self, wanted: bool):
        """Follow them, or no more."""
        act = user_follow.follow if wanted else user_follow.unfollow
        return await self._do(lambda actor: act(current(), actor, self.username))

    @rx.event
    async def ring(self, wanted: bool):
        """Be told when they go live, or not."""
        return await self._do(lambda actor: user_follow.set_notify(current(), actor, self.username, wanted))

    async def _look(self, username: str) -> None:
        self.reset()
        try:
            self._show(await user_follow.standing(current(), await actor_of(self), username[:SHORT]))
        except NotFound:
            return
        self.username = username[:SHORT]

    async def _do(self, act: Callable[[Actor], Awaitable[UserStanding]]):
        actor = await actor_of(self)
        self.answered += 1
        if actor.user_id is None:
            return answer.log_in_first(self.router.url.path)
        try:
            self._show(await act(actor))
        except AppError as error:
            return answer.refused(error)

    def _show(self, standing: UserStanding) -> None:
        self.followers, self.counted = standing.followers or 0, standing.followers is not None
        self.following, self.notify = standing.following, standing.notify
        self.follows_me, self.friends = standing.follows_me, standing.friends


class UserFollowButton(PersonFollow, rx.State):
    """The person whose page it is."""

    @rx.event
    async def load(self) -> None:
        """The one in the address."""
        await self._look(argument(self, "handle"))


class CardFollow(PersonFollow, rx.State):
    """The person whose card is open in a chat."""

    @rx.event
    async def look(self, username: str) -> None:
        """Whose card was opened."""
        await self._look(username)
