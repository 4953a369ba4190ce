"""What people do in more than one journey."""

import re

from playwright.async_api import Page, expect

from tests.support.accounts import PASSWORD


async def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Through the log-in page, to wherever it leads."""
    if not page.url.partition("?")[0].rstrip("/").endswith("/login"):
        await page.goto("/login")
    await page.get_by_label("Username or e-mail").fill(username)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Log in").click()


async def is_logged_in(page: Page) -> None:
    """The page shows the menu of somebody's account."""
    await expect(page.get_by_role("button", name="Your account")).to_be_visible()


async def is_anonymous(page: Page) -> None:
    """The page offers to log in."""
    await expect(page.get_by_role("banner").get_by_role("link", name="Log in")).to_be_visible()


async def link_in_mail(page: Page, address: str, path: str) -> str:
    """The newest link to `path` in what was written to `address`, read on the page of a developer's mail."""
    mailbox = await page.context.new_page()
    await mailbox.goto("/dev/mail")
    letter = mailbox.locator(".ui-panel", has_text=address).filter(has_text=path).first
    text = await letter.inner_text()
    await mailbox.close()
    return re.search(rf"{path}/?\?token=[\w-]+", text).group()


async def confirm_identity(page: Page, password: str = PASSWORD) -> None:
    """Answer the question whether it is really you."""
    dialog = page.get_by_role("dialog", name="Is it you?")
    await dialog.get_by_label("Your password", exact=True).fill(password)
    await dialog.get_by_role("button", name="Confirm").click()
    await expect(dialog).to_be_hidden()
