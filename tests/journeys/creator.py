"""A creator with a channel, what they send, and how one sees that it plays."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from playwright.async_api import Frame, Page

from aethex_live.domain.stream_key import Kind
from aethex_live.services import stream_key
from aethex_live.services.context import Actor
from tests.journeys.encoder import encoder
from tests.journeys.site import Site
from tests.support.accounts import member_actor
from tests.support.channels import create_channel, id_of

PATIENCE = 60_000
PLAYING = "document.querySelector('#player')?.dataset.phase === 'playing'"
_TIME = "document.querySelector('#player video').currentTime"


@dataclass(frozen=True)
class Creator:
    """Somebody who owns one channel."""

    site: Site
    name: str
    actor: Actor
    channel_id: UUID
    slug: str

    async def publishing(self) -> AbstractContextManager:
        """An encoder that sends to the channel."""
        made = await stream_key.create(self.site.context, self.actor, self.channel_id, "Test", Kind.LIVE)
        return encoder(f"{self.site.rtmp_url}/{made.secret}")


async def create_creator(site: Site, name: str) -> Creator:
    """A new person, and their channel NAME-tv."""
    actor = await member_actor(site.context, name)
    slug = f"{name}-tv"
    made = await create_channel(site.context, actor, slug, description="Owls at night.", tags=["owls"])
    return Creator(site, name, actor, id_of(made), slug)


async def plays(page: Page | Frame) -> None:
    """The picture of the page moves."""
    await page.wait_for_function(PLAYING, timeout=PATIENCE)
    began = await page.evaluate(_TIME)
    await page.wait_for_function(f"Math.abs({_TIME} - {began}) > 1", timeout=PATIENCE)
