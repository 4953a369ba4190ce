"""Getting another e-mail address. Both mailboxes have to agree, so neither alone can take an account."""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from aethex_live.data import account_token
from aethex_live.data import user as users
from aethex_live.data.models.email_change import EmailChange
from aethex_live.domain import account_token as links
from aethex_live.domain import user as rules
from aethex_live.domain.happening import Happening
from aethex_live.domain.token import hash_token, looks_like_token, new_token
from aethex_live.errors import Conflict, InvalidInput, Words
from aethex_live.services import account_mail
from aethex_live.services.account_mail import reader
from aethex_live.services.confirmation import require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.session import end_sessions
from aethex_live.services.throttle import limit, spend

LIFETIME = timedelta(hours=24)


class Progress(StrEnum):
    """How far a change is."""

    NONE = "none"
    ASKED = "asked"
    WAITS_FOR_OLD = "waits_for_old"
    WAITS_FOR_NEW = "waits_for_new"
    DONE = "done"


async def get_email_change(context: Context, actor: Actor) -> tuple[Progress, str]:
    """How far my wish is, and for which address."""
    async with context.transaction() as uow:
        change = await account_token.email_change_of(uow, actor.required())
    if change is None or change.expires_at <= context.clock():
        return Progress.NONE, ""
    return _progress(change), change.new_email


async def request_email_change(context: Context, actor: Actor, new_email: str) -> None:
    """Ask both addresses. Only the owner of the new one learns when it has an account already."""
    user_id = actor.required()
    new_email = rules.check_email(new_email)
    await spend(
        context,
        limit("mail.user", user_id, 5, timedelta(minutes=12)),
        limit("mail.address", new_email.lower(), 5, timedelta(minutes=12)),
    )
    old_token, new_token_ = new_token(), new_token()
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        user = await users.by_id(uow, user_id)
        if user.email.lower() == new_email.lower():
            raise InvalidInput("This is your address already.", code="email_same", field="email")
        holder = await users.by_email(uow, new_email)
        old = await reader(uow, actor, user)
        new = replace(old, email=new_email) if holder is None else await reader(uow, actor, holder)
        now = context.clock()
        await account_token.replace_email_change(
            uow,
            EmailChange(
                user_id=user_id,
                new_email=new_email,
                old_token_hash=hash_token(old_token),
                new_token_hash=hash_token(new_token_),
                created_at=now,
                expires_at=now + LIFETIME,
            ),
        )
    await context.mailer.send(account_mail.email_change_old(context, old, new_email, old_token))
    if holder is None:
        mail = account_mail.email_change_new(context, new, new_token_)
    else:
        mail = account_mail.already_registered(context, new)
    await context.mailer.send(mail)


async def cancel_email_change(context: Context, actor: Actor) -> None:
    """Keep the address; the links in the mails stop working."""
    async with context.transaction() as uow:
        await account_token.remove_email_change(uow, actor.required())


async def confirm_email_change(context: Context, actor: Actor, token: str) -> Progress:
    """One mailbox agrees, by the token from its mail. When both have, the address changes, and everybody is
    signed out: the change may have been made because somebody else was in.
    """
    await spend(context, limit("link.network", actor.network, 30, timedelta(seconds=20)))
    if not looks_like_token(token):
        raise links.unknown()
    token_hash, now = hash_token(token), context.clock()
    async with context.transaction() as uow:
        change = await account_token.email_change_by_hash(uow, token_hash)
        if change is None:
            raise links.unknown()
        links.check(change.expires_at, None, now)
        if token_hash == change.old_token_hash:
            change.old_confirmed_at = change.old_confirmed_at or now
        else:
            change.new_confirmed_at = change.new_confirmed_at or now
        progress = _progress(change)
        if progress is not Progress.DONE:
            return progress
        user = await users.by_id(uow, change.user_id, lock=True)
        if user is None:
            raise links.unknown()
        old = await reader(uow, actor, user)
        user.email = change.new_email
        user.email_verified_at = user.updated_at = now
        try:
            await users.save(uow, user)
        except users.Taken as taken:
            raise Conflict("This address belongs to another account by now.", code="email_taken") from taken
        await account_token.remove_email_change(uow, user.id)
        await end_sessions(context, uow, user.id)
        uow.happen(Happening("user.email_changed", {"user_id": str(user.id)}, key=user.id))
    what = Words("the address of your account is now {email}.", email=rules.mask_email(user.email))
    await context.mailer.send(account_mail.notice(context, old, Words("Your address was changed"), what))
    return progress


def _progress(change: EmailChange) -> Progress:
    match change.old_confirmed_at is not None, change.new_confirmed_at is not None:
        case True, True:
            return Progress.DONE
        case True, False:
            return Progress.WAITS_FOR_NEW
        case False, True:
            return Progress.WAITS_FOR_OLD
        case _:
            return Progress.ASKED
