"""Ways into an account, and out of it."""

import asyncio
import base64
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, Route, expect
from sqlalchemy import text

from aethex_live.domain.two_factor import code_at, counter_at
from aethex_live.domain.user import Role
from aethex_live.messages import translate
from tests.journeys.acts import confirm_identity, is_anonymous, is_logged_in, link_in_mail, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.support.accounts import create_member

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

NEW_PASSWORD = "a quiet river at night"


async def test_a_forgotten_password(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "otto")
    page = await browser("/login")
    await page.get_by_role("link", name="Forgot your password?").click()
    await page.get_by_label("E-mail", exact=True).fill("otto@example.test")
    await page.get_by_role("button", name="Send me a link").click()
    await expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()

    await page.goto(await link_in_mail(page, "otto@example.test", "/reset-password"))
    await page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    await page.get_by_role("button", name="Change password").click()
    await expect(page.get_by_text("Your password is changed")).to_be_visible()
    await log_in(page, "otto")
    await expect(page.get_by_text("Name or password is wrong.")).to_be_visible()
    await log_in(page, "otto", NEW_PASSWORD)
    await is_logged_in(page)


async def without_scripts(page: Page) -> Callable[[], None]:
    """Registration as it is seen before its scripts have come; they come when the result is called."""
    come = asyncio.Event()

    async def hold(route: Route) -> None:
        await come.wait()
        await route.continue_()

    await page.unroute_all(behavior="wait")
    await page.route("**/assets/*.js", hold)
    await page.goto("/register", wait_until="commit")
    return come.set


async def test_what_is_typed_and_pressed_before_the_scripts_run_is_not_lost(
    site: Site, browser: OpenPage
) -> None:
    page = await browser("/login")
    come = await without_scripts(page)
    await page.get_by_label("Username").fill("early_bird")
    come()
    await expect(page.get_by_text("early_bird is free.")).to_be_visible()

    come = await without_scripts(page)
    await page.get_by_label("Username").fill("early_bird")
    await page.get_by_label("E-mail").fill("early_bird@example.test")
    await page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    await page.get_by_role("button", name="Create account").click()
    come()
    await expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()


async def test_all_that_is_wrong_is_shown_at_once_and_what_is_typed_stays(
    site: Site, browser: OpenPage
) -> None:
    page = await browser("/register")
    name, email = page.get_by_label("Username"), page.get_by_label("E-mail")
    await name.fill("ab")
    await email.fill("nowhere")
    await page.get_by_label("Password", exact=True).fill("short")
    await page.get_by_role("button", name="Create account").click()
    await expect(page.locator('[aria-invalid="true"]')).to_have_count(3)
    await expect(name).to_be_focused()
    await name.fill("abel")
    await expect(page.get_by_text("abel is free.")).to_be_visible()
    await expect(page.get_by_text("This does not look like an e-mail address")).to_be_visible()
    await expect(email).to_have_value("nowhere")


async def test_a_second_factor(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "petra")
    page = await browser("/login?next=/settings/security")
    await log_in(page, "petra")
    await expect(page.get_by_role("heading", name="Security")).to_be_visible()
    await let_proofs_grow_old(site, "petra")
    await page.get_by_role("button", name="Set up an authenticator app").click()
    await confirm_identity(page)  # and what was wanted goes on
    await expect(page.get_by_role("img", name="QR code")).to_be_visible()
    secret = (await page.locator("code.ui-code").inner_text()).replace(" ", "")
    seed = base64.b32decode(secret + "=" * (-len(secret) % 8))
    first = counter_at(datetime.now(UTC))
    await page.get_by_label("Code", exact=True).fill(code_at(seed, first))
    await page.get_by_role("button", name="Turn on").click()
    recovery_codes = page.locator(".account-codes li")
    await expect(recovery_codes).to_have_count(10)
    recovery = await recovery_codes.first.inner_text()
    await page.get_by_role("button", name="I have kept them").click()
    await expect(page.get_by_text("10 recovery codes left")).to_be_visible()

    phone = await browser("/login")
    await log_in(phone, "petra")
    await expect(phone.get_by_role("heading", name="One more step")).to_be_visible()
    await give_code(phone, code_at(seed, first))  # used up by the set-up
    await expect(phone.get_by_text("This code is wrong or was used already.")).to_be_visible()
    await give_code(phone, code_at(seed, first + 1))
    await is_logged_in(phone)

    laptop = await browser("/login")
    await log_in(laptop, "petra")
    await give_code(laptop, recovery)
    await is_logged_in(laptop)


async def let_proofs_grow_old(site: Site, username: str) -> None:
    """It is long since they showed that it is really them."""
    async with site.context.transaction() as uow:
        whose = "user_id = (SELECT id FROM users WHERE username = :username)"
        old = text(f"UPDATE sessions SET confirmed_at = confirmed_at - interval '1 day' WHERE {whose}")
        await uow.session.execute(old, {"username": username})


async def give_code(page: Page, code: str) -> None:
    await page.get_by_label("Code", exact=True).fill(code)
    await page.get_by_role("button", name="Go on").click()


async def test_a_passkey(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "quentin")
    page = await browser("/login?next=/settings/security")
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
    await log_in(page, "quentin")
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_role("button", name="Forget")).to_be_visible()

    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("menuitem", name="Log out").click()
    await is_anonymous(page)
    await page.goto("/login?next=/settings/security")
    await page.get_by_role("button", name="Use a passkey").click()
    await is_logged_in(page)
    await expect(page.get_by_text("Last used on")).to_be_visible()
    await let_proofs_grow_old(site, "quentin")
    await page.get_by_role("button", name="Forget").click()
    await confirm_identity(page)
    await expect(page.get_by_text("The passkey is forgotten here.")).to_be_visible()


async def test_signing_out_another_device_reaches_its_open_page(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "rosa")
    lost, here = await browser("/login"), await browser("/login?next=/settings/security")
    for page in (lost, here):
        await log_in(page, "rosa")
        await is_logged_in(page)
    await lost.evaluate("window.neverReloaded = true")
    await here.get_by_role("button", name="Sign out everywhere else").click()
    await is_anonymous(lost)
    assert await lost.evaluate("window.neverReloaded")
    await is_logged_in(here)


async def test_staff_suspend_somebody(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "stella", role=Role.ADMIN)
    await create_member(site.context, "trouble")
    troubled = await browser("/login")
    await log_in(troubled, "trouble")
    await is_logged_in(troubled)
    desk = await browser("/login?next=/desk/users")
    await log_in(desk, "stella")
    await desk.get_by_label("Find people by name or address").fill("trouble")
    row = desk.get_by_role("row", name="trouble@example.test")
    await expect(desk.get_by_role("row")).to_have_count(2)
    await row.get_by_role("button", name="Open").click()
    dialog = desk.get_by_role("dialog", name="trouble")
    await dialog.get_by_label("Reason").fill("Selling followers.")
    await dialog.get_by_role("button", name="Suspend").click()
    await expect(row).to_contain_text("Suspended")

    await is_anonymous(troubled)
    await log_in(troubled, "trouble")
    await expect(troubled.get_by_role("alert")).to_contain_text("Selling followers.")
    await desk.goto("/desk/audit")
    await expect(desk.get_by_role("row", name="Selling followers.")).to_contain_text("stella")


async def test_in_german(browser: OpenPage) -> None:
    page = await browser("/")
    await is_anonymous(page)
    await page.get_by_label("Language").select_option("de")
    offer = page.get_by_role("banner").get_by_role("link", name=translate("de", "Log in"))
    await expect(offer).to_be_visible()
    await page.goto("/login")
    await expect(page.get_by_role("heading", name=translate("de", "Log in"))).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "de"
    await page.locator("input[name=identifier]").fill("nobody")
    await page.locator("input[name=password]").fill("something wrong")
    await page.locator("button[type=submit]").click()
    await expect(page.get_by_text(translate("de", "Name or password is wrong."))).to_be_visible()
