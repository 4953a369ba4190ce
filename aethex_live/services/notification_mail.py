"""Notifications by mail: what has happened meanwhile in one mail, and an end to it by one click, without log-in."""

from uuid import UUID

from aethex_live.data import notification as notifications
from aethex_live.data import notification_mail as mails
from aethex_live.data import user as users
from aethex_live.data.notification_mail import Recipient
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.health import Road as MailRoad
from aethex_live.domain.notification import Bundle, Kind, Mailing, Notification, Road, bundled
from aethex_live.domain.unsubscribe import Wish, token_of, wish_in
from aethex_live.errors import NotFound
from aethex_live.services import notification_letter as letter
from aethex_live.services.context import Context
from aethex_live.services.ports import Mail

MOST_A_RUN = 200  # so many people a minute: mail servers do not like more
MOST_IN_A_MAIL = 50


async def send_due(context: Context) -> int:
    """Mail those for whom something has waited long enough; gives how many. For a job that comes round."""
    if not sends_mail(context):
        return 0
    async with context.transaction() as uow:
        waiting = await mails.due(uow, context.clock(), MOST_A_RUN)
    return sum([await _mail(context, user_id) for user_id in waiting])


def sends_mail(context: Context) -> bool:
    """Whether this site can: its operator may not have set it up."""
    return context.mailer.standing.road is not MailRoad.NONE


async def look_at(context: Context, token: str) -> Wish:
    """What a link of a mail would end; refuses what is no link of ours."""
    wish = wish_in(token, context.settings.secret_key)
    if wish is None:
        raise NotFound("This link is not complete. Copy all of it from the mail.")
    return wish


async def unsubscribe(context: Context, token: str) -> Wish:
    """Send the person no more mail of a kind, or none at all; whoever has the link may."""
    wish = await look_at(context, token)
    async with context.transaction() as uow:
        if await users.by_id(uow, wish.user_id) is None:
            raise NotFound("This account does not exist any more.")
        settings = await users.settings_of(uow, wish.user_id, lock=True)
        if wish.kind is None:
            settings.email_notifications = Mailing.OFF.value
            await mails.let_go(uow, wish.user_id)
        else:
            muted = await notifications.muted(uow, wish.user_id)
            await notifications.mute(uow, wish.user_id, muted | {(wish.kind, Road.EMAIL)})
    return wish


async def _mail(context: Context, user_id: UUID) -> bool:
    """Whether there was something to say. What is not taken by the mailer waits for the next time."""
    now = context.clock()
    async with context.transaction() as uow:
        to = await mails.locked(uow, user_id, now)
        if to is None:
            return False
        wanted = await _wanted(uow, to)
        await mails.let_go(uow, user_id)
        if not wanted:
            return False
        await context.mailer.send(_composed(context, to, bundled(wanted)))
        await mails.note_mail(uow, user_id, now)
    return True


async def _wanted(uow: UnitOfWork, to: Recipient) -> list[Notification]:
    if not to.reachable or to.mailing is Mailing.OFF:
        return []
    muted = await notifications.muted(uow, to.user_id)
    waiting = await notifications.waiting_for_mail(uow, to.user_id, MOST_IN_A_MAIL)
    return [each for each in waiting if (each.kind, Road.EMAIL) not in muted]


def _composed(context: Context, to: Recipient, bundles: list[Bundle]) -> Mail:
    kinds = {each.newest.kind for each in bundles}
    kind = kinds.pop() if len(kinds) == 1 else None
    links = letter.Links(
        settings=_link(context, "/settings/notifications"),
        stop_all=_unsubscribe_link(context, to, None),
        stop_kind=_unsubscribe_link(context, to, kind) if kind else "",
    )
    entries = [letter.Entry(each.words, _link(context, each.newest.path)) for each in bundles]
    site = context.site_name
    return Mail(
        to=to.email,
        subject=letter.subject(to.language, site, entries),
        text=letter.plain(to.language, to.username, site, entries, links),
        html=letter.html(to.language, to.username, site, entries, links),
        headers={
            "List-Unsubscribe": f"<{links.stop_kind or links.stop_all}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _unsubscribe_link(context: Context, to: Recipient, kind: Kind | None) -> str:
    token = token_of(Wish(to.user_id, kind), context.settings.secret_key)
    return _link(context, f"/unsubscribe?token={token}")


def _link(context: Context, path: str) -> str:
    return context.settings.base_url.rstrip("/") + path
