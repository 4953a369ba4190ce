"""A person's page as everybody sees it."""

import reflex as rx

from aethex_live.errors import AppError, NotFound
from aethex_live.services import block, profile
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.cards import ChannelCard, channel_card
from aethex_live.state.channel_page import ShownLink
from aethex_live.state.door import actor_of


class UserPage(rx.State):
    """What the page of a person shows; what may not be seen is never in here."""

    loaded: bool = False
    missing: bool = False
    whole: bool = False
    id: str = ""
    username: str = ""
    name: str = ""
    bio: str = ""
    avatar: str = ""
    banner: str = ""
    verified: bool = False
    blocked: bool = False  # by who looks at the page
    links: list[ShownLink] = []
    channels: list[ChannelCard] = []

    @rx.event
    def begin(self) -> None:
        """Show nothing of another person while what belongs to this one is looked up."""
        if argument(self, "handle").lower() != self.username.lower():
            self.reset()

    @rx.event
    async def load(self) -> None:
        """The person in the address."""
        self.reset()
        self.loaded = True
        actor = await actor_of(self)
        try:
            found = await profile.by_username(current(), actor, argument(self, "handle"))
        except NotFound:
            self.missing = True
            return
        self.whole = found.whole
        self.id = str(found.id)
        self.username, self.name, self.bio = found.username, found.display_name, found.bio
        self.avatar, self.banner, self.verified = found.avatar_url, found.banner_url, found.verified
        self.links = [{"url": link.url, "label": link.label, "site": link.site} for link in found.links]
        self.channels = [channel_card(each) for each in found.channels]
        self.blocked = found.id in await block.blocked_by(current(), actor)

    @rx.event
    async def toggle_block(self):
        """See nothing of them any more, or see them again."""
        act = block.unblock if self.blocked else block.block
        try:
            await act(current(), await actor_of(self), self.username)
        except AppError as error:
            yield answer.refused(error)
            return
        self.blocked = not self.blocked
        if self.blocked:
            yield answer.done("You do not see {name} any more.", name=self.name)
        else:
            yield answer.done("You see {name} again.", name=self.name)
