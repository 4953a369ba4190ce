"""A person's page as everybody sees it."""

import reflex as rx

from aethex_live.errors import NotFound
from aethex_live.services import profile
from aethex_live.services.context import current
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
        try:
            found = await profile.by_username(current(), await actor_of(self), argument(self, "handle"))
        except NotFound:
            self.missing = True
            return
        self.whole = found.whole
        self.id = str(found.id)
        self.username, self.name, self.bio = found.username, found.display_name, found.bio
        self.avatar, self.banner, self.verified = found.avatar_url, found.banner_url, found.verified
        self.links = [{"url": link.url, "label": link.label, "site": link.site} for link in found.links]
        self.channels = [channel_card(each) for each in found.channels]
