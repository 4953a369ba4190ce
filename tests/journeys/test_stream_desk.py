"""A creator at the desk: held back, live, interrupted and ended, with viewers who see each of it."""

import pytest
from playwright.async_api import Page, expect

from aethex_live.domain.stream_key import Kind
from aethex_live.services import stream_desk, stream_key
from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.encoder import encoder
from tests.journeys.site import Site
from tests.support.accounts import member_actor
from tests.support.channels import create_channel, id_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

PATIENCE = 60_000


async def says(page: Page, words: str) -> None:
    """The large state says so."""
    await expect(page.locator(".studio-state")).to_contain_text(words, timeout=PATIENCE)


async def test_a_stream_is_held_back_shown_interrupted_and_ended(site: Site, browser: OpenPage) -> None:
    owner = await member_actor(site.context, "hold_on")
    made = await create_channel(site.context, owner, "hold-the-line")
    key = await stream_key.create(site.context, owner, id_of(made), "Journey", Kind.LIVE)
    await stream_desk.change(site.context, owner, id_of(made), {"hold": True})
    creator = await browser("/login?next=/studio/stream")
    await log_in(creator, "hold_on")
    viewer = await browser("/streams/hold-the-line")
    await says(creator, "Offline")
    await expect(viewer.get_by_text("Offline", exact=True)).to_be_visible(timeout=PATIENCE)

    with encoder(f"{site.rtmp_url}/{key.secret}") as sending:
        await says(creator, "Receiving your picture")
        await creator.wait_for_function(
            "document.querySelector('video')?.currentTime > 0.5", timeout=PATIENCE
        )
        await expect(creator.get_by_text("640 × 360")).to_be_visible(timeout=PATIENCE)
        await expect(viewer.get_by_text("Offline", exact=True)).to_be_visible()
        await creator.get_by_role("button", name="Go live").click()
        await says(creator, "You are live")
        await viewer.wait_for_function("document.querySelector('video')?.currentTime > 0.5", timeout=PATIENCE)

        await creator.get_by_label("Title").fill("A title that everybody sees")
        await creator.get_by_role("button", name="Save", exact=True).click()
        await expect(viewer.get_by_role("heading", name="A title that everybody sees")).to_be_visible(
            timeout=PATIENCE
        )

        sending.kill()
        await says(creator, "Encoder disconnected")
        with encoder(f"{site.rtmp_url}/{key.secret}"):
            await says(creator, "You are live")
            await creator.get_by_role("button", name="End stream").first.click()
            dialog = creator.get_by_role("dialog", name="End the stream?")
            await dialog.get_by_role("button", name="End stream").click()
            await says(creator, "Offline")
    await expect(viewer.get_by_text("Offline", exact=True)).to_be_visible(timeout=PATIENCE)
