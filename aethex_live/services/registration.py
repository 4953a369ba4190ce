"""Becoming a member: register, confirm the address, ask for the mail again.

Nothing here tells whether an address has an account: the answer is the same, the truth goes to the mailbox.
"""

from datetime import timedelta

from aethex_live.data import account_token
from aethex_live.data import user as users
from aethex_live.data.models.account_token import AccountToken
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import account_token as links
from aethex_live.domain import user as rules
from aethex_live.domain.account_token import LIFETIMES, Purpose
from aethex_live.domain.form import all_told
from aethex_live.domain.happening import Happening
from aethex_live.domain.password import check_password
from aethex_live.domain.site_setting import check_sign_up
from aethex_live.domain.token import hash_token, looks_like_token, new_token
from aethex_live.errors import Conflict
from aethex_live.services import account_mail, site_setting
from aethex_live.services.account_mail import Reader, reader
from aethex_live.services.context import Actor, Context
from aethex_live.services.ports import Mail
from aethex_live.services.throttle import limit, spend

REGISTERED = "user.registered"


async def register(context: Context, actor: Actor, *, username: str, email: str, password: str) -> None:
    """Make an account that can be used once its address is confirmed; a mail with the link is on its way.

    When the address has an account already, its owner gets a mail that says so. An account that nobody has
    confirmed yet gives way to a new attempt with the same address.
    """
    site = await site_setting.get(context)
    with all_told() as look:
        wanted = look(rules.check_username, username)
        address = look(rules.check_email, email)
        look(check_password, password, username=username.strip(), email=email.strip())
        if address is not None:
            look(check_sign_up, site, address)
        if look.refusals and wanted is not None and not await is_username_free(context, actor, wanted):
            look.refuse(_username_taken())
    username, email = wanted, address
    await spend(
        context,
        limit("register.network", actor.network, 10, timedelta(minutes=6)),
        limit("mail.address", email.lower(), 5, timedelta(minutes=12)),
    )
    password_hash = await context.accounts.passwords.hash(password)
    async with context.transaction() as uow:
        mail = await _register(context, uow, actor, username, email, password_hash)
    await context.mailer.send(mail)


async def _register(
    context: Context, uow: UnitOfWork, actor: Actor, username: str, email: str, password_hash: str
) -> Mail:
    now = context.clock()
    holder = await users.by_email(uow, email, lock=True)
    stand_in = rules.stand_in_email(email)
    for earlier in (holder, await users.by_email(uow, stand_in, lock=True)):
        if earlier is not None and earlier.email_verified_at is None:
            await users.remove(uow, earlier.id)
    is_member = holder is not None and holder.email_verified_at is not None
    if await users.by_username(uow, username) is not None:
        raise _username_taken()
    user = User(
        username=username,
        email=stand_in if is_member else email,
        display_name=username,
        password_hash=password_hash,
        created_at=now,
        updated_at=now,
    )
    try:
        await users.add(uow, user, language=actor.language)
    except users.Taken as taken:
        if taken.field == "username":
            raise _username_taken() from taken
        return account_mail.already_registered(context, Reader(email, username, actor.language))
    if is_member:
        return account_mail.already_registered(context, await reader(uow, actor, holder))
    uow.happen(Happening(REGISTERED, {"user_id": str(user.id)}, key=user.id))
    return await _verification(context, uow, actor, user)


async def is_username_free(context: Context, actor: Actor, username: str) -> bool:
    """Whether somebody could take this name now; refuses names that nobody may take."""
    username = rules.check_username(username)
    await spend(context, limit("username.network", actor.network, 60, timedelta(seconds=1)))
    async with context.transaction() as uow:
        return await users.by_username(uow, username) is None


async def verify_email(context: Context, actor: Actor, token: str) -> str:
    """Confirm the address with the token from the mail; gives the username, to log in with."""
    await spend(context, limit("link.network", actor.network, 30, timedelta(seconds=20)))
    async with context.transaction() as uow:
        user = await redeem(context, uow, token, Purpose.VERIFY_EMAIL)
        user.email_verified_at = context.clock()
        return user.username


async def resend_verification(context: Context, actor: Actor, email: str) -> None:
    """Send the link again, if the address waits for it; the answer is the same if not."""
    email = rules.check_email(email)
    await spend(
        context,
        limit("mail.network", actor.network, 10, timedelta(minutes=6)),
        limit("mail.address", email.lower(), 5, timedelta(minutes=12)),
    )
    async with context.transaction() as uow:
        user = await users.by_email(uow, email)
        if user is None or user.email_verified_at is not None:
            return
        mail = await _verification(context, uow, actor, user)
    await context.mailer.send(mail)


async def _verification(context: Context, uow: UnitOfWork, actor: Actor, user: User) -> Mail:
    token = await send_out(context, uow, user, Purpose.VERIFY_EMAIL)
    return account_mail.verify(context, await reader(uow, actor, user), token)


async def send_out(context: Context, uow: UnitOfWork, user: User, purpose: Purpose) -> str:
    """Make a token for a mail to `user`; earlier ones for the same purpose stop working."""
    now = context.clock()
    token = new_token()
    await account_token.replace(
        uow,
        AccountToken(
            user_id=user.id,
            purpose=purpose,
            token_hash=hash_token(token),
            created_at=now,
            expires_at=now + LIFETIMES[purpose],
        ),
    )
    return token


async def redeem(context: Context, uow: UnitOfWork, token: str, purpose: Purpose) -> User:
    """Use a token from a mail up and give whom it was sent to; refuses in words."""
    found = None
    if looks_like_token(token):
        found = await account_token.by_hash(uow, hash_token(token), purpose)
    if found is None:
        raise links.unknown()
    now = context.clock()
    links.check(found.expires_at, found.used_at, now)
    user = await users.by_id(uow, found.user_id, lock=True)
    if user is None:
        raise links.unknown()
    found.used_at = now
    return user


def _username_taken() -> Conflict:
    return Conflict("This name is taken. Choose another.", code="username_taken", field="username")
