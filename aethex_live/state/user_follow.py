"""Following a person: on their page, and from their card in a chat."""

from collections.abc import Awaitable, Callable

import reflex as rx

from aethex_live.domain.user_follow import UserStanding
from aethex_live.errors import AppError, NotFound
from aethex_live.services import user_follow
from aethex_live.services.context import Actor, current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of
from aethex_live.state.sent import SHORT


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
