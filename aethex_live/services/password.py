"""Choosing another password: when the old one is known, and when it is forgotten."""

from datetime import timedelta

from aethex_live.data import user as users
from aethex_live.domain import user as rules
from aethex_live.domain.account_token import Purpose
from aethex_live.domain.password import check_password
from aethex_live.errors import Words
from aethex_live.services import account_mail
from aethex_live.services.account_mail import Reader, reader
from aethex_live.services.confirmation import check_own_password, require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.registration import redeem, send_out
from aethex_live.services.session import end_sessions, rotate_session
from aethex_live.services.throttle import limit, spend


async def request_reset(context: Context, actor: Actor, email: str) -> None:
    """Send a link for choosing a new password if the address has an account; the answer tells nothing."""
    email = rules.check_email(email)
    await spend(
        context,
        limit("mail.network", actor.network, 10, timedelta(minutes=6)),
        limit("mail.address", email.lower(), 5, timedelta(minutes=12)),
    )
    async with context.transaction() as uow:
        user = await users.by_email(uow, email)
        if user is None:
            return
        token = await send_out(context, uow, user, Purpose.RESET_PASSWORD)
        to = await reader(uow, actor, user)
    await context.mailer.send(account_mail.reset(context, to, token))


async def reset_password(context: Context, actor: Actor, *, token: str, password: str) -> None:
    """Choose a new password with the token from the mail. Signs out everywhere; two-factor stays."""
    await spend(context, limit("link.network", actor.network, 30, timedelta(seconds=20)))
    check_password(password)
    hashed = await context.accounts.passwords.hash(password)
    async with context.transaction() as uow:
        user = await redeem(context, uow, token, Purpose.RESET_PASSWORD)
        check_password(password, username=user.username, email=user.email)
        now = context.clock()
        user.password_hash, user.updated_at = hashed, now
        user.email_verified_at = user.email_verified_at or now  # the link proves the mailbox
        await end_sessions(context, uow, user.id)
        to = await reader(uow, actor, user)
    await _tell(context, to)


async def change_password(context: Context, actor: Actor, *, current: str, password: str) -> str | None:
    """Choose a new password knowing the old one; who has none yet must have confirmed lately.

    Signs out everywhere else. Gives the new token for this browser's cookie.
    """
    user_id = actor.required()
    async with context.transaction() as uow:
        user = await users.by_id(uow, user_id)
        has_password = user is not None and user.password_hash is not None
        if not has_password:
            await require_fresh(context, uow, actor)
    if has_password:
        await check_own_password(context, actor, current, field="current")
    check_password(password, username=user.username, email=user.email)
    hashed = await context.accounts.passwords.hash(password)
    async with context.transaction() as uow:
        await users.set_password(uow, user_id, hashed, context.clock())
        await end_sessions(context, uow, user_id, but=actor.session_id)
        token = await rotate_session(context, uow, actor)
        to = await reader(uow, actor, user)
    await _tell(context, to)
    return token


async def _tell(context: Context, to: Reader) -> None:
    subject, what = Words("Your password was changed"), Words("your password was just changed.")
    await context.mailer.send(account_mail.notice(context, to, subject, what))
