"""Passkeys: make one, log in with it, confirm with it, forget it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.data import access, passkey
from aethex_live.data import user as users
from aethex_live.data.models.passkey import Passkey
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.passkey import MOST, RESPONSE_LENGTH, KnownPasskey, PasskeyRefused, check_name
from aethex_live.errors import Conflict, InvalidInput, Words
from aethex_live.services import account_mail, ceremony, log_in
from aethex_live.services.account_mail import reader
from aethex_live.services.confirmation import note_confirmation, require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.throttle import limit, spend

NEW, LOG_IN, CONFIRM = "passkey_new", "passkey_log_in", "passkey_confirm"


@dataclass(frozen=True, slots=True)
class Begun:
    """`options` is JSON for the browser, `token` finds the ceremony again."""

    options: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """A passkey in the list of its owner."""

    id: UUID
    name: str
    backed_up: bool
    created_at: datetime
    used_at: datetime | None


async def list_passkeys(context: Context, actor: Actor) -> list[Listed]:
    """My passkeys, oldest first."""
    async with context.transaction() as uow:
        found = await passkey.of_user(uow, actor.required())
    return [Listed(row.id, row.name, row.backed_up, row.created_at, row.used_at) for row in found]


async def begin_new_passkey(context: Context, actor: Actor) -> Begun:
    """Have the browser make a passkey; `finish_new_passkey` takes its answer."""
    user_id = actor.required()
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        known = await passkey.of_user(uow, user_id)
        if len(known) >= MOST:
            raise Conflict(
                Words("You have {most} passkeys. Remove one first.", most=MOST), code="passkeys_full"
            )
        user = await users.by_id(uow, user_id)
        asked = context.accounts.passkeys.ask_new(
            context.site_name, user_id, user.username, user.display_name, _known(known)
        )
        return Begun(asked.options, _begin(context, uow, NEW, asked.challenge, user_id))


async def finish_new_passkey(context: Context, actor: Actor, *, token: str, response: str, name: str) -> UUID:
    """Keep the passkey that the browser made, under a name of the person's choice; gives its id."""
    name = check_name(name)
    user_id = actor.required()
    challenge = await _take(context, NEW, token, response, user_id)
    async with context.transaction() as uow:
        made = context.accounts.passkeys.check_new(response, challenge)
        row = Passkey(
            user_id=user_id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            transports=list(made.transports),
            backed_up=made.backed_up,
            name=name,
            created_at=context.clock(),
        )
        if not await passkey.add(uow, row):
            raise Conflict("This passkey is known already.", code="passkey_known")
        to = await reader(uow, actor, await users.by_id(uow, user_id))
    what = Words("the passkey “{name}” was added to your account. It can be used to log in.", name=name)
    await context.mailer.send(account_mail.notice(context, to, Words("New passkey"), what))
    return row.id


async def rename_passkey(context: Context, actor: Actor, passkey_id: UUID, name: str) -> None:
    """Call one of my passkeys something else."""
    name = check_name(name)
    async with context.transaction() as uow:
        (await access.own_passkey(uow, actor.required(), passkey_id)).name = name


async def remove_passkey(context: Context, actor: Actor, passkey_id: UUID) -> None:
    """Forget one of my passkeys. A password can always be chosen by mail, so nobody locks themselves out."""
    async with context.transaction() as uow:
        user_id = actor.required()
        await require_fresh(context, uow, actor)
        mine = await access.own_passkey(uow, user_id, passkey_id)
        await passkey.remove(uow, mine.id)
        to = await reader(uow, actor, await users.by_id(uow, user_id))
    what = Words("the passkey “{name}” was removed from your account.", name=mine.name)
    await context.mailer.send(account_mail.notice(context, to, Words("Passkey removed"), what))


async def begin_log_in(context: Context, actor: Actor) -> Begun:
    """Have the browser offer the passkeys that it has for this site; no username is needed."""
    await spend(context, limit("passkey.network", actor.network, 30, timedelta(seconds=10)))
    asked = context.accounts.passkeys.ask()
    async with context.transaction() as uow:
        return Begun(asked.options, _begin(context, uow, LOG_IN, asked.challenge, None))


async def finish_log_in(
    context: Context, actor: Actor, *, token: str, response: str, user_agent: str = ""
) -> log_in.LogIn:
    """Log in with the passkey that the browser used. It is two factors at once, so no code is asked for."""
    challenge = await _take(context, LOG_IN, token, response, None)
    async with context.transaction() as uow:
        user_id = await _check(context, uow, response, challenge, None)
        return await log_in.finish(context, uow, actor, user_id, user_agent, two_factors_shown=True)


async def begin_confirmation(context: Context, actor: Actor) -> Begun:
    """Have the browser ask for one of my passkeys, to confirm that it is me."""
    user_id = actor.required()
    async with context.transaction() as uow:
        known = await passkey.of_user(uow, user_id)
        if not known:
            raise InvalidInput("You have no passkey. Use your password.", code="no_passkey")
        asked = context.accounts.passkeys.ask(_known(known))
        return Begun(asked.options, _begin(context, uow, CONFIRM, asked.challenge, user_id))


async def finish_confirmation(context: Context, actor: Actor, *, token: str, response: str) -> None:
    """Confirm this session with the passkey that the browser used."""
    user_id = actor.required()
    challenge = await _take(context, CONFIRM, token, response, user_id)
    async with context.transaction() as uow:
        await _check(context, uow, response, challenge, user_id)
    await note_confirmation(context, actor)


def _known(rows: Sequence[Passkey]) -> list[KnownPasskey]:
    return [
        KnownPasskey(row.credential_id, row.public_key, row.sign_count, tuple(row.transports)) for row in rows
    ]


def _begin(context: Context, uow: UnitOfWork, kind: str, challenge: bytes, user_id: UUID | None) -> str:
    data = {"challenge": challenge.hex()}
    return ceremony.begin(context, uow, kind, user_id=user_id, data=data)


async def _take(context: Context, kind: str, token: str, response: str, user_id: UUID | None) -> bytes:
    """The challenge that was asked of this browser and this person. A wrong answer uses it up, too."""
    if len(response) > RESPONSE_LENGTH:
        raise PasskeyRefused
    async with context.transaction() as uow:
        begun = await ceremony.take(context, uow, kind, token)
    if begun is None or begun.user_id != user_id:
        raise PasskeyRefused("This took too long. Try again.")
    return bytes.fromhex(begun.data["challenge"])


async def _check(
    context: Context, uow: UnitOfWork, response: str, challenge: bytes, user_id: UUID | None
) -> UUID:
    """Whose passkey answered; `user_id` narrows it to one person's."""
    tools = context.accounts.passkeys
    row = await passkey.by_credential(uow, tools.credential_in(response))
    if row is None or (user_id is not None and row.user_id != user_id):
        raise PasskeyRefused("This passkey is not known here. It may have been removed from the account.")
    row.sign_count = tools.check(
        response, challenge, KnownPasskey(row.credential_id, row.public_key, row.sign_count)
    )
    row.used_at = context.clock()
    return row.user_id
