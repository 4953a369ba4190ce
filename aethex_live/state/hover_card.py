"""The card that opens at the name of a person or a channel, wherever it stands."""

import reflex as rx

from aethex_live.domain.hover_card import NAME, About
from aethex_live.domain.rate_limit import Policy
from aethex_live.errors import AppError
from aethex_live.realtime.rate_limiter import MemoryLimiter
from aethex_live.services import follow, hover_card, user_follow
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of

LOOKS = Policy("hover-cards", 90)  # a minute, for one visitor of this process

_limiter = MemoryLimiter()


class HoverCard(rx.State):
    """The card that was asked for last. `path` says whose it is; what may not be seen is never in here."""

    path: str = ""
    missing: bool = False
    about: str = ""
    name: str = ""
    title: str = ""
    picture: str = ""
    verified: bool = False
    text: str = ""
    counted: bool = False
    followers: int = 0
    live: str = ""
    live_title: str = ""
    viewers: int = 0
    own: bool = False
    following: bool = False
    follows_me: bool = False
    answered: int = 0

    @rx.event
    async def look(self, about: str, name: str) -> None:
        """Somebody points at a name."""
        self.reset()
        if about not in set(About) or not NAME.fullmatch(name):
            return
        self.path, self.missing = f"/{about}/{name}", True
        actor = await actor_of(self)
        visitor = str(actor.user_id or actor.network)
        if not (await _limiter.take(LOOKS, visitor)).allowed:
            return
        try:
            self._show(await hover_card.card(current(), actor, about, name))
        except AppError:
            return
        self.missing = False

    @rx.event
    async def press(self, wanted: bool):
        """Follow them, or no more."""
        self.answered += 1
        of = follow if self.about == About.CHANNEL else user_follow
        act = of.follow if wanted else of.unfollow
        actor = await actor_of(self)
        if actor.user_id is None:
            return answer.log_in_first(self.router.url.path)
        try:
            self.following = (await act(current(), actor, self.name)).following
        except AppError as error:
            return answer.refused(error)

    def _show(self, found: hover_card.HoverCard) -> None:
        self.about, self.name, self.title = found.about.value, found.name, found.title
        self.picture, self.verified, self.text = found.picture, found.verified, found.text
        self.followers, self.counted = found.followers or 0, found.followers is not None
        if found.on is not None:
            self.live, self.live_title, self.viewers = found.on.slug, found.on.title, found.on.viewers
        self.own, self.following, self.follows_me = found.own, found.following, found.follows_me
