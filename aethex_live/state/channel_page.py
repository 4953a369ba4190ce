"""A channel as everybody sees it."""

from typing import TypedDict

import reflex as rx

from aethex_live.errors import NotFound
from aethex_live.services import channel
from aethex_live.services.context import current
from aethex_live.state.address import argument


class ShownLink(TypedDict):
    """A link to somewhere else."""

    url: str
    label: str
    site: str


class ChannelPage(rx.State):
    """What the page of a channel shows."""

    loaded: bool = False
    missing: bool = False
    id: str = ""
    slug: str = ""
    name: str = ""
    description: str = ""
    avatar: str = ""
    banner: str = ""
    accent: str = "cyan"
    owner: str = ""
    owner_name: str = ""
    verified: bool = False
    mature: bool = False
    category: str = ""
    category_slug: str = ""
    language: str = ""
    tags: list[str] = []
    links: list[ShownLink] = []

    @rx.event
    def begin(self) -> None:
        """Show nothing of another channel while what belongs to this one is looked up."""
        if argument(self, "channel_slug").lower() != self.slug.lower():
            self.reset()

    @rx.event
    async def load(self) -> None:
        """The channel in the address."""
        self.reset()
        self.loaded = True
        try:
            found = await channel.by_slug(current(), argument(self, "channel_slug"))
        except NotFound:
            self.missing = True
            return
        self.id, self.slug = str(found.id), found.slug
        self.name, self.description = found.name, found.description
        self.avatar, self.banner, self.accent = found.avatar_url, found.banner_url, found.accent
        self.owner, self.owner_name = found.owner.username, found.owner.display_name
        self.verified, self.mature = found.owner.verified, found.mature
        self.category = found.category.name if found.category else ""
        self.category_slug = found.category.slug if found.category else ""
        self.language, self.tags = found.language, list(found.tags)
        self.links = [{"url": link.url, "label": link.label, "site": link.site} for link in found.links]
