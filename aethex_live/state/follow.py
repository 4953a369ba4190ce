"""Following the channel of the page: how many do, which everybody sees at once, and whether I do."""

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.errors import AppError, NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import channel, follow
from aethex_live.services.context import ANONYMOUS, current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of
from aethex_live.state.room import RoomState, room_kind


class FollowersRoom(LiveRoom):
    """Named by the channel's slug. The event is the number of followers."""

    async def open(self) -> None:
        self.show(followers=(await follow.standing(current(), ANONYMOUS, self.name)).followers)

    def apply(self, event: int) -> None:
        self.show(followers=event)


class Followers(RoomState, rx.State):
    """How many follow the channel."""

    followers: int = 0

    @rx.event
    async def enter(self) -> None:
        """Watch the number of the channel in the address."""
        try:
            await self._join(argument(self, "channel_slug")[:100].lower())
        except NotFound:
            return


async def admit(_: Visitor, slug: str) -> None:
    """Everybody who may see the channel."""
    await channel.by_slug(current(), slug)


KIND = room_kind("followers", Followers, FollowersRoom, admit)


async def show_count(happening: Happening) -> None:
    """Show the new number in the room."""
    if happening.name not in (follow.FOLLOWED, follow.UNFOLLOWED):
        return
    slug = happening.data["slug"]
    try:
        count = await follow.count(current(), slug)
    except NotFound:
        return
    await hub.current().tell(KIND, slug, count)


class FollowButton(rx.State):
    """Whether I follow. `answered` counts up with each answer, so that the button stops to guess."""

    slug: str = ""
    following: bool = False
    notify: bool = False
    own: bool = False
    answered: int = 0

    @rx.event
    async def load(self) -> None:
        """For the channel in the address."""
        self.reset()
        actor = await actor_of(self)
        try:
            found = await channel.by_slug(current(), argument(self, "channel_slug"))
            self.slug, self.own = found.slug, found.owner.id == actor.user_id
            self._show(await follow.standing(current(), actor, found.slug))
        except NotFound:
            return

    @rx.event
    async def press(self, wanted: bool):
        """Follow, or no more."""
        act = follow.follow if wanted else follow.unfollow
        return await self._do(lambda actor: act(current(), actor, self.slug))

    @rx.event
    async def ring(self, wanted: bool):
        """Be told when the channel goes live, or not."""
        return await self._do(lambda actor: follow.set_notify(current(), actor, self.slug, wanted))

    async def _do(self, act):
        actor = await actor_of(self)
        self.answered += 1
        if actor.user_id is None:
            return answer.log_in_first(self.router.url.path)
        try:
            self._show(await act(actor))
        except AppError as error:
            return answer.refused(error)

    def _show(self, standing: follow.Standing) -> None:
        self.following, self.notify = standing.following, standing.notify
