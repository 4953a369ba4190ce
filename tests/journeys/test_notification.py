"""By which roads people hear of things: chosen in the settings, pushed to a browser, ended from a mail."""

import asyncio

import httpx
import pytest
from playwright.async_api import expect

from aethex_live.domain.notification import Kind, Road
from aethex_live.domain.unsubscribe import Wish, token_of
from aethex_live.services import follow, notification
from aethex_live.services.context import Actor
from tests.integrations.test_web_push import push_service
from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.test_accessibility import defects
from tests.support.accounts import create_member
from tests.support.channels import create_channel
from tests.support.http import cookie_of
from tests.support.push import KEYS, read

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE_MS = 60_000


async def test_what_is_pushed_arrives_at_the_browsers_push_service(site: Site) -> None:
    owner = await create_member(site.context, "willa", display_name="Willa")
    fan = await create_member(site.context, "xaver", display_name="Xaver")
    await create_channel(site.context, Actor(user_id=owner.id, role="creator"), "willa-watches")
    async with push_service("201 Created") as (endpoint, came):
        cookies = await cookie_of(site.context, owner)
        async with httpx.AsyncClient(base_url=site.url, headers=cookies) as web:
            answer = await web.put("/api/v1/me/push", json={"endpoint": endpoint, **KEYS})
            assert answer.status_code == 204, answer.text
        await follow.follow(site.context, Actor(user_id=fan.id), "willa-watches")
        _, body = await asyncio.wait_for(came.get(), PATIENCE_MS / 1000)
    assert read(body)["body"] == "Xaver follows Willa Watches"


async def test_the_roads_are_chosen_and_ended(site: Site, browser: OpenPage) -> None:
    yuri = await create_member(site.context, "yuri")
    page = await browser("/login?next=/settings/notifications", color_scheme="dark")
    await log_in(page, "yuri")
    await page.get_by_label("How often").select_option("daily")
    await page.get_by_label("A channel that I follow goes live, Push").uncheck()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved")).to_be_visible(timeout=PATIENCE_MS)
    await page.reload()
    await expect(page.get_by_label("How often")).to_have_value("daily", timeout=PATIENCE_MS)
    await expect(page.get_by_label("A channel that I follow goes live, Push")).not_to_be_checked()
    await expect(page.get_by_label("A channel that I follow goes live, Here")).to_be_checked()
    assert await defects(page) == []
    await page.goto("/notifications")
    await expect(page.get_by_role("heading", name="Nothing yet")).to_be_visible(timeout=PATIENCE_MS)
    assert await defects(page) == []

    me = Actor(user_id=yuri.id)
    token = token_of(Wish(yuri.id, Kind.LIVE), site.context.settings.secret_key)
    stranger = await browser(f"/unsubscribe?token={token}", color_scheme="dark")
    end = stranger.get_by_role("button", name="No more mail")
    await expect(end).to_be_visible(timeout=PATIENCE_MS)
    assert await defects(stranger) == []
    assert (await notification.choices(site.context, me))[Kind.LIVE][Road.EMAIL]
    await end.click()
    await expect(stranger.get_by_text("Done. If you change your mind")).to_be_visible(timeout=PATIENCE_MS)
    assert not (await notification.choices(site.context, me))[Kind.LIVE][Road.EMAIL]
