"""Setting up an authenticator app, and turning it off."""

from dataclasses import dataclass, field

from aethex_live.data import two_factor
from aethex_live.data import user as users
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import two_factor as rules
from aethex_live.domain.happening import Happening
from aethex_live.domain.token import hash_token
from aethex_live.errors import Conflict, InvalidInput, Words
from aethex_live.services import account_mail
from aethex_live.services.account_mail import reader
from aethex_live.services.confirmation import require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.log_in import code_limits
from aethex_live.services.second_factor import seed_purpose
from aethex_live.services.session import end_sessions, rotate_session
from aethex_live.services.throttle import forgive, spend


@dataclass(frozen=True, slots=True)
class Status:
    """Whether logging in needs a code, and how many recovery codes are left."""

    is_on: bool
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs: a QR code to scan, or the same in words to type. Shown once, never logged."""

    qr_svg: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TurnedOn:
    """Recovery codes to be written down now, and the new token for this browser's cookie."""

    recovery_codes: tuple[str, ...] = field(repr=False)
    token: str | None = field(repr=False)


async def get_two_factor(context: Context, actor: Actor) -> Status:
    """How I log in."""
    user_id = actor.required()
    async with context.transaction() as uow:
        return Status(
            await two_factor.is_on(uow, user_id), await two_factor.recovery_codes_left(uow, user_id)
        )


async def begin_two_factor(context: Context, actor: Actor) -> Enrolment:
    """Make a secret for an app. It counts once a code of the app has been given to `confirm_two_factor`."""
    user_id = actor.required()
    seed = rules.new_seed()
    sealed = context.accounts.vault.seal(seed, seed_purpose(user_id))
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        if not await two_factor.begin(uow, user_id, sealed, context.clock()):
            raise _is_on_already()
        user = await users.by_id(uow, user_id)
    uri = rules.provisioning_uri(seed, account=user.username, issuer=context.site_name)
    return Enrolment(context.accounts.qr_code(uri), rules.seed_in_words(seed))


async def confirm_two_factor(context: Context, actor: Actor, code: str) -> TurnedOn:
    """Turn two-factor on with a code of the app. Signs out everywhere else."""
    user_id = actor.required()
    await spend(context, *code_limits(user_id))
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        app = await two_factor.of_user(uow, user_id)
        if app is None:
            raise InvalidInput("Begin again: this took too long.", code="two_factor_not_begun")
        if app.confirmed_at is not None:
            raise _is_on_already()
        now = context.clock()
        seed = context.accounts.vault.open(app.seed_sealed, seed_purpose(user_id))
        counter = rules.match_code(seed, code, now, app.last_counter)
        if counter is None:
            raise InvalidInput(
                "This code is not the one that we expect. Check that the clock of your device is right.",
                code="wrong_code",
                field="code",
            )
        app.last_counter, app.confirmed_at = counter, now
        codes = await _new_recovery_codes(uow, actor)
        await end_sessions(context, uow, user_id, but=actor.session_id)
        token = await rotate_session(context, uow, actor)
        uow.happen(Happening("two_factor.turned_on", {"user_id": str(user_id)}, key=user_id))
    await forgive(context, *code_limits(user_id))
    await _tell(
        context, actor, Words("Two-factor is on"), Words("two-factor log-in was turned on for your account.")
    )
    return TurnedOn(codes, token)


async def renew_recovery_codes(context: Context, actor: Actor) -> tuple[str, ...]:
    """Make new recovery codes; the old ones stop working."""
    user_id = actor.required()
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        if not await two_factor.is_on(uow, user_id):
            raise InvalidInput("Two-factor is not on.", code="two_factor_off")
        codes = await _new_recovery_codes(uow, actor)
    await _tell(
        context, actor, Words("New recovery codes"), Words("new recovery codes were made for your account.")
    )
    return codes


async def turn_off_two_factor(context: Context, actor: Actor) -> str | None:
    """Log in without codes from now on. Gives the new token for this browser's cookie."""
    user_id = actor.required()
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        if not await two_factor.is_on(uow, user_id):
            raise InvalidInput("Two-factor is not on.", code="two_factor_off")
        await two_factor.remove(uow, user_id)
        token = await rotate_session(context, uow, actor)
        uow.happen(Happening("two_factor.turned_off", {"user_id": str(user_id)}, key=user_id))
    await _tell(
        context,
        actor,
        Words("Two-factor is off"),
        Words("two-factor log-in was turned off for your account."),
    )
    return token


async def _new_recovery_codes(uow: UnitOfWork, actor: Actor) -> tuple[str, ...]:
    codes = tuple(rules.new_recovery_codes())
    hashes = [hash_token(rules.bare_recovery_code(code)) for code in codes]
    await two_factor.replace_recovery_codes(uow, actor.required(), hashes)
    return codes


async def _tell(context: Context, actor: Actor, subject: Words, what: Words) -> None:
    async with context.transaction() as uow:
        to = await reader(uow, actor, await users.by_id(uow, actor.required()))
    await context.mailer.send(account_mail.notice(context, to, subject, what))


def _is_on_already() -> Conflict:
    return Conflict("Two-factor is on already. Turn it off to use another app.", code="two_factor_on")
