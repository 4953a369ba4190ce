"""Logging in with an account elsewhere, and linking one to an account here.

An account elsewhere is never linked because its e-mail address is the same, but only by somebody who is
logged in here.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.data import oauth_identity
from aethex_live.data import user as users
from aethex_live.data.models.oauth_identity import OAuthIdentity
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import oauth as rules
from aethex_live.domain import user as user_rules
from aethex_live.domain.happening import Happening
from aethex_live.domain.oauth import ForeignAccount, Provider, ProviderRefused
from aethex_live.domain.site_setting import check_sign_up
from aethex_live.domain.token import new_token
from aethex_live.errors import AppError, Conflict, NotFound, Words
from aethex_live.services import account_mail, ceremony, log_in, site_setting
from aethex_live.services.account_mail import reader
from aethex_live.services.confirmation import require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.registration import REGISTERED
from aethex_live.services.throttle import limit, spend

KIND = "oauth"
TRIES = 20  # names that are tried before giving up on a suggestion
LABEL_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Begun:
    """Send the browser to `url`; `token` finds this visit again when it comes back."""

    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finished:
    """Where to go, and the log-in; None when an account was linked instead."""

    next: str
    log_in: log_in.LogIn | None


@dataclass(frozen=True, slots=True)
class Linked:
    """An account elsewhere in the list of its owner."""

    provider: Provider
    label: str
    created_at: datetime
    used_at: datetime | None


def providers(context: Context) -> list[Provider]:
    """Where people may log in, as the operator has configured."""
    return list(context.accounts.providers.all())


async def begin(
    context: Context, actor: Actor, *, provider: str, next_path: str, link: bool = False
) -> Begun:
    """Start a visit to `provider`: to log in, or (logged in, confirmed lately) to link an account there."""
    await spend(context, limit("oauth.network", actor.network, 20, timedelta(seconds=15)))
    user_id = actor.required() if link else None
    if link:
        async with context.transaction() as uow:
            await require_fresh(context, uow, actor)
    token = new_token()
    departure = await context.accounts.providers.depart(provider, _state(token))
    data = {"provider": provider, "next": next_path, "keep": departure.keep}
    async with context.transaction() as uow:
        ceremony.begin(context, uow, KIND, user_id=user_id, data=data, token=token)
    return Begun(departure.url, token)


async def finish(
    context: Context,
    actor: Actor,
    *,
    provider: str,
    token: str,
    parameters: Mapping[str, str],
    user_agent: str = "",
) -> Finished:
    """The browser is back from `provider` with `parameters`; `token` is what `begin` gave it."""
    async with context.transaction() as uow:
        begun = await ceremony.take(context, uow, KIND, token)
    if begun is None or begun.data["provider"] != provider or parameters.get("state") != _state(token):
        raise ProviderRefused("This log-in was not begun here, or took too long. Try again.")
    account = await context.accounts.providers.arrive(provider, parameters, begun.data["keep"])
    if begun.user_id is None:
        return Finished(begun.data["next"], await _log_in(context, actor, account, user_agent))
    if begun.user_id != actor.user_id:
        raise ProviderRefused("You are not logged in as who you were when this began. Try again.")
    await _link(context, actor, begun.user_id, account)
    return Finished(begun.data["next"], None)


async def list_linked(context: Context, actor: Actor) -> list[Linked]:
    """My accounts elsewhere."""
    async with context.transaction() as uow:
        rows = await oauth_identity.of_user(uow, actor.required())
    names = {provider.key: provider for provider in providers(context)}
    return [
        Linked(
            names.get(row.provider, Provider(row.provider, row.provider.title())),
            row.label,
            row.created_at,
            row.used_at,
        )
        for row in rows
    ]


async def unlink(context: Context, actor: Actor, provider: str) -> None:
    """No longer log in with `provider`. A password can always be chosen by mail."""
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        if not await oauth_identity.remove(uow, actor.required(), provider):
            raise NotFound("This is not linked.")


async def _log_in(context: Context, actor: Actor, account: ForeignAccount, user_agent: str) -> log_in.LogIn:
    async with context.transaction() as uow:
        identity = await oauth_identity.find(uow, account.provider, account.subject)
        if identity is not None:
            identity.used_at, identity.label = context.clock(), account.label[:LABEL_LENGTH]
            user_id = identity.user_id
        else:
            user_id = await _register(context, uow, actor, account)
        return await log_in.finish(context, uow, actor, user_id, user_agent)


async def _register(context: Context, uow: UnitOfWork, actor: Actor, account: ForeignAccount) -> UUID:
    """A new account here, for an address that the provider vouches for and that has none yet."""
    if not account.email or not account.email_verified:
        raise ProviderRefused(
            "The other site has not confirmed your e-mail address. Register here, then link it in settings.",
            code="provider_email_unverified",
        )
    email = user_rules.check_email(account.email)
    check_sign_up(await site_setting.read(context, uow), email)
    holder = await users.by_email(uow, email, lock=True)
    if holder is not None and holder.email_verified_at is None:
        await users.remove(uow, holder.id)
    elif holder is not None:
        raise Conflict(
            "Your e-mail address has an account here. Log in to it, then link the other in your settings.",
            code="account_exists",
        )
    user = await _add_under_free_name(context, uow, actor, account, email)
    if not await _add_identity(context, uow, user.id, account):
        raise ProviderRefused("Somebody has just logged in with this account. Try again.")
    uow.happen(Happening(REGISTERED, {"user_id": str(user.id)}, key=user.id))
    return user.id


async def _add_under_free_name(
    context: Context, uow: UnitOfWork, actor: Actor, account: ForeignAccount, email: str
) -> User:
    wanted = rules.suggested_username(account)
    now = context.clock()
    for number in range(TRIES):
        username = wanted if number == 0 else f"{wanted[:18]}_{new_token()[:6].replace('-', '0')}"
        if await users.by_username(uow, username) is not None:
            continue
        user = User(
            username=username,
            email=email,
            email_verified_at=now,
            display_name=rules.suggested_display_name(account, username),
            created_at=now,
            updated_at=now,
        )
        try:
            await users.add(uow, user, language=actor.language)
        except users.Taken:
            continue
        return user
    raise AppError("We could not find a free name for you. Register with a name of your choice.", status=409)


async def _link(context: Context, actor: Actor, user_id: UUID, account: ForeignAccount) -> None:
    async with context.transaction() as uow:
        if not await _add_identity(context, uow, user_id, account):
            raise Conflict(
                "This account is linked already: here to another account, or yours to another one there.",
                code="linked_already",
            )
        to = await reader(uow, actor, await users.by_id(uow, user_id))
    what = Words(
        "logging in with {provider} ({label}) was added to your account.",
        provider=account.provider.title(),
        label=account.label,
    )
    await context.mailer.send(account_mail.notice(context, to, Words("Another way to log in"), what))


async def _add_identity(context: Context, uow: UnitOfWork, user_id: UUID, account: ForeignAccount) -> bool:
    return await oauth_identity.add(
        uow,
        OAuthIdentity(
            user_id=user_id,
            provider=account.provider,
            subject=account.subject,
            label=account.label[:LABEL_LENGTH],
            created_at=context.clock(),
            used_at=context.clock(),
        ),
    )


def _state(token: str) -> str:
    """What travels through the other site. It proves the cookie without giving it away."""
    return hashlib.sha256(f"state:{token}".encode()).hexdigest()
