"""Which way mail goes, by the settings."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import formataddr, parseaddr

from aethex_live.config import Settings
from aethex_live.domain.health import MailStanding, Road
from aethex_live.integrations.dev_mail import DevMailer
from aethex_live.integrations.mail_queue import MailQueue
from aethex_live.integrations.smtp import SmtpMailer
from aethex_live.services.ports import Mail, Mailer

log = logging.getLogger(__name__)


class NoMailer:
    """A Mailer for a site in production whose operator has not set SMTP_URL."""

    async def send(self, mail: Mail) -> None:
        """Mails hold links that let people in, so none is printed or logged here."""
        log.error("A mail was not sent, because SMTP_URL is not set. See docs/settings.md.")

    @property
    def standing(self) -> MailStanding:
        """None goes."""
        return MailStanding(Road.NONE)


@asynccontextmanager
async def mailer(settings: Settings) -> AsyncIterator[Mailer]:
    """The mailer of this process; leaving waits a little for what is still to be sent."""
    if settings.smtp_url:
        async with MailQueue(SmtpMailer(settings.smtp_url, _sender(settings))) as queue:
            yield queue
    elif settings.production:
        yield NoMailer()
    else:
        yield DevMailer()


def _sender(settings: Settings) -> str:
    """Who mails come from: the site by its name, unless MAIL_FROM says another."""
    name, address = parseaddr(settings.mail_from)
    return formataddr((name or settings.site_name, address)) if address else settings.mail_from
