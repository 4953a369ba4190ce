"""A chat as people have it: said, answered, called, taken away; kept in order by those who may."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, Page, expect

from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.session import COOKIE
from aethex_live.services import channel_role, chat_setting
from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.support.accounts import actor_with, create_member
from tests.support.accounts import log_in as session_of
from tests.support.channels import create_channel

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE = 45_000


async def cast(site: Site, slug: str, *viewers: str) -> None:
    """A channel with its creator (named as the channel), a moderator (mod_...), and viewers."""
    owner = slug.replace("-", "_")
    for name in (owner, f"mod_{owner}", *viewers):
        await create_member(site.context, name)
    actor = await actor_with(site.context, await session_of(site.context, owner))
    await create_channel(site.context, actor, slug)
    await channel_role.grant(site.context, actor, slug, f"mod_{owner}", ChannelRole.MODERATOR)


async def set_links(site: Site, slug: str, action: str) -> None:
    """What auto-moderation does with links."""
    owner = await actor_with(site.context, await session_of(site.context, slug))
    filters = {"links": {"action": action, "level": 2}}
    await chat_setting.change_rules(site.context, owner, slug, {"filters": filters})


async def enter_all(site: Site, browser: OpenPage, *wanted: tuple[str, str]) -> list[Page]:
    """Open chats, each `(at, username)` in a browser where somebody is logged in."""
    return await asyncio.gather(*(enter(site, browser, *each) for each in wanted))


async def enter(site: Site, browser: OpenPage, at: str, username: str) -> Page:
    token = await session_of(site.context, username)
    cookie = {"name": COOKIE, "value": token, "url": site.url, "httpOnly": True, "sameSite": "Lax"}
    page = await browser(at, cookies=[cookie])
    page.set_default_timeout(PATIENCE)
    await expect(box(page)).to_be_visible(timeout=PATIENCE)
    return page


def box(page: Page) -> Locator:
    return page.get_by_label("Your message")


def line(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has=page.locator(".chat-text", has_text=text))


async def say(page: Page, text: str) -> None:
    await box(page).fill(text)
    await box(page).press("Enter")
    await expect(box(page)).to_have_value("", timeout=PATIENCE)


async def act(page: Page, text: str, tool: str) -> None:
    """Use a tool of a message, as the keyboard does: focus the message, press the tool."""
    await line(page, text).focus()
    await line(page, text).get_by_role("button", name=tool, exact=True).click()


async def test_people_talk(site: Site, browser: OpenPage) -> None:
    await cast(site, "talk", "nina", "omar", "quinn")
    await set_links(site, "talk", "off")
    nina, omar = await enter_all(site, browser, ("/chat/talk", "nina"), ("/chat/talk", "omar"))
    guest = await browser("/chat/talk")
    await expect(guest.get_by_role("link", name="Log in to chat")).to_be_visible(timeout=PATIENCE)

    await say(nina, "Look at https://example.org/night and javascript:alert(1)")
    for page in (nina, omar, guest):
        await expect(line(page, "Look at")).to_be_visible(timeout=PATIENCE)
    link = line(guest, "Look at").get_by_role("link")
    await expect(link).to_have_count(1)
    assert "noopener" in (await link.get_attribute("rel") or "")

    await act(omar, "Look at", "Reply")
    await say(omar, "Nice one, @nina")
    await expect(line(nina, "Nice one")).to_have_attribute("data-own", "true", timeout=PATIENCE)
    await expect(line(guest, "Nice one")).to_contain_text("Look at")

    await box(omar).fill(":fire")
    await expect(omar.get_by_role("option").first).to_contain_text("🔥", timeout=PATIENCE)
    await box(omar).press("Tab")
    await expect(box(omar)).to_have_value(re.compile("🔥"))
    await box(omar).fill("x" * 501)
    await box(omar).press("Enter")
    await expect(omar.get_by_role("alert").filter(has_text="500")).to_be_visible(timeout=PATIENCE)
    await expect(box(omar)).to_have_value("x" * 501)

    await act(nina, "Look at", "Delete")
    for page in (nina, omar, guest):
        await expect(page.get_by_role("link", name="example.org/night")).to_have_count(0, timeout=PATIENCE)

    await guest.get_by_role("link", name="Log in to chat").click()
    await expect(guest).to_have_url(re.compile("next=%2Fchat%2Ftalk|next=/chat/talk"), timeout=PATIENCE)
    await log_in(guest, "quinn")
    await expect(line(guest, "Nice one")).to_be_visible(timeout=PATIENCE)
    await line(nina, "Nice one").hover()
    await line(nina, "Nice one").get_by_role("button", name="Reply").hover()  # which holds the list still
    await say(guest, "Now I can write too")
    await nina.get_by_role("button", name="1 new message").click()
    await expect(line(nina, "Now I can write too")).to_be_visible(timeout=PATIENCE)


async def test_moderators_keep_order(site: Site, browser: OpenPage) -> None:
    await cast(site, "order", "rude", "calm")
    desk = "/studio/moderation/order"
    rude, calm, moderator = await enter_all(
        site, browser, ("/chat/order", "rude"), ("/chat/order", "calm"), (desk, "mod_order")
    )
    await say(rude, "something unkind")
    await expect(line(calm, "something unkind")).to_be_visible(timeout=PATIENCE)

    await act(moderator, "something unkind", "Delete")
    await expect(line(calm, "something unkind")).to_have_count(0, timeout=PATIENCE)
    await expect(line(moderator, "something unkind")).to_contain_text("deleted", timeout=PATIENCE)

    await say(rude, "something else")
    await act(moderator, "something else", "Time out for 10 minutes")
    await expect(rude.get_by_text("You may write again in")).to_be_visible(timeout=PATIENCE)
    await expect(box(rude)).to_be_disabled()

    second = await rude.context.new_page()
    await second.goto("/chat/order")
    await expect(second.get_by_text("You may write again in")).to_be_visible(timeout=PATIENCE)

    await act(moderator, "something else", "Ban")
    dialog = moderator.get_by_role("dialog", name="Ban rude?")
    await dialog.get_by_label("Reason").fill("Rude again and again.")
    await dialog.get_by_role("button", name="Ban").click()
    for page in (rude, second):
        await expect(page.get_by_text("Rude again and again.")).to_be_visible(timeout=PATIENCE)
        await expect(box(page)).to_be_disabled()

    tabs = moderator.get_by_role("navigation", name="Moderation")
    await tabs.get_by_role("link", name="People").click()
    row = moderator.get_by_role("row").filter(has_text="Rude again and again.")
    await row.get_by_role("button", name="Lift").click()
    await expect(box(rude)).to_be_enabled(timeout=PATIENCE)
    await say(rude, "I am sorry")
    await expect(line(calm, "I am sorry")).to_be_visible(timeout=PATIENCE)
    await tabs.get_by_role("link", name="Log").click()
    await expect(moderator.get_by_role("row").filter(has_text="Rude again")).to_be_visible(timeout=PATIENCE)


async def test_held_messages_and_slow_mode(site: Site, browser: OpenPage) -> None:
    await cast(site, "held", "linker")
    await set_links(site, "held", "hold")
    linker, moderator = await enter_all(
        site, browser, ("/chat/held", "linker"), ("/studio/moderation/held", "mod_held")
    )
    await say(linker, "visit https://example.org/shop")
    waiting = moderator.locator(".mod-list").get_by_role("listitem").filter(has_text="example.org/shop")
    await expect(waiting).to_be_visible(timeout=PATIENCE)
    await expect(line(moderator, "visit")).to_have_count(0)
    await waiting.get_by_role("button", name="Approve").click()
    await expect(line(linker, "visit")).to_be_visible(timeout=PATIENCE)
    await expect(waiting).to_have_count(0, timeout=PATIENCE)

    await say(moderator, "/slow 120")
    await expect(linker.get_by_text("Slow: 120 s")).to_be_visible(timeout=PATIENCE)
    await box(linker).fill("and once more")
    await box(linker).press("Enter")
    await expect(linker.get_by_role("alert").filter(has_text="Slow mode is on")).to_be_visible(
        timeout=PATIENCE
    )
    await expect(box(linker)).to_have_value("and once more")


async def test_block_report_and_overlay(site: Site, browser: OpenPage) -> None:
    await cast(site, "aside", "noisy", "quiet")
    noisy, quiet = await enter_all(site, browser, ("/chat/aside", "noisy"), ("/chat/aside", "quiet"))
    overlay = await browser("/overlay/chat/aside?size=30&fade=0")
    await say(noisy, "listen to me")
    await expect(overlay.get_by_text("listen to me")).to_be_visible(timeout=PATIENCE)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert await overlay.evaluate(ground) == "rgba(0, 0, 0, 0)"

    await act(quiet, "listen to me", "Who is this?")
    card = quiet.get_by_role("dialog", name="noisy")
    await card.get_by_role("button", name="Report").click()
    report = quiet.get_by_role("dialog", name="Report noisy")
    await report.get_by_label("Spam or advertising").check()
    await report.get_by_role("button", name="Send report").click()
    await expect(report).to_be_hidden(timeout=PATIENCE)

    await act(quiet, "listen to me", "Who is this?")
    await card.get_by_role("button", name="Block").click()
    await expect(line(quiet, "listen to me")).to_have_count(0, timeout=PATIENCE)
    await quiet.goto("/settings/blocked")
    await quiet.get_by_role("button", name="Unblock").click()
    await expect(quiet.get_by_text("You have blocked nobody.")).to_be_visible(timeout=PATIENCE)
