"""What a developer sees of the mails that would have been sent."""

from aethex_live.errors import NotFound
from aethex_live.services.context import Context
from aethex_live.services.ports import KeepsMail, SentMail


async def list_sent_mail(context: Context) -> list[SentMail]:
    """The newest mails first. Only on a machine of one's own: in production the page does not exist."""
    if context.settings.production or not isinstance(context.mailer, KeepsMail):
        raise NotFound
    return context.mailer.newest
