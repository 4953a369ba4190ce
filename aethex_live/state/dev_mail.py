"""The mails that a developer's machine did not send."""

from typing import TypedDict

import reflex as rx

from aethex_live.errors import NotFound
from aethex_live.services import dev_mail
from aethex_live.services.context import current


class MailRow(TypedDict):
    """One of them."""

    to: str
    subject: str
    text: str
    at: str


class DevMail(rx.State):
    """The newest first; in production there is no such page."""

    loaded: bool = False
    missing: bool = False
    mails: list[MailRow] = []

    @rx.event
    async def load(self) -> None:
        """Read the mailbox."""
        self.reset()
        self.loaded = True
        try:
            kept = await dev_mail.list_sent_mail(current())
        except NotFound:
            self.missing = True
            return
        self.mails = [
            MailRow(to=each.mail.to, subject=each.mail.subject, text=each.mail.text, at=f"{each.at:%H:%M:%S}")
            for each in kept
        ]
