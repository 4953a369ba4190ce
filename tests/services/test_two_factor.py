"""Two-factor: from the QR code to logging in, with codes that count once and seeds that stay secret."""

import asyncio
import base64
import re

import pyotp
import pytest
from sqlalchemy import select

from aethex_live.data.models.two_factor import TwoFactor
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotLoggedIn, TooMany
from aethex_live.integrations.vault import AesVault, SealBroken
from aethex_live.services import log_in as logging_in
from aethex_live.services import two_factor
from aethex_live.services.context import ANONYMOUS
from aethex_live.services.log_in import WrongCode
from tests.support.accounts import PASSWORD, STRANGER, actor_with, log_in


class App:
    """An authenticator app on a phone whose clock is right."""

    def __init__(self, secret: str, clock):
        self._totp = pyotp.TOTP(secret.replace(" ", ""))
        self._clock = clock

    def code(self) -> str:
        return self._totp.at(self._clock())


async def turn_on(context, actor, clock) -> tuple[App, two_factor.TurnedOn]:
    enrolment = await two_factor.begin_two_factor(context, actor)
    app = App(enrolment.secret, clock)
    done = await two_factor.confirm_two_factor(context, actor, app.code())
    clock.forward(seconds=30)
    return app, done


async def half_logged_in(context) -> str:
    done = await logging_in.log_in(context, STRANGER, identifier="ada", password=PASSWORD)
    assert not done.token
    return done.needs_code


async def second_step(context, needs_code, code) -> str:
    return await logging_in.log_in_with_code(context, STRANGER, needs_code=needs_code, code=code)


async def test_from_the_qr_code_to_logging_in(context, clock, mailbox, member):
    elsewhere = await log_in(context)
    enrolment = await two_factor.begin_two_factor(context, member)
    assert enrolment.qr_svg.startswith("<svg") and "script" not in enrolment.qr_svg
    assert not (await two_factor.get_two_factor(context, member)).is_on
    app = App(enrolment.secret, clock)
    done = await two_factor.confirm_two_factor(context, member, app.code())
    assert (await two_factor.get_two_factor(context, member)) == two_factor.Status(True, 10)
    assert (await actor_with(context, elsewhere)).user_id is None, "signed out elsewhere"
    assert (await actor_with(context, done.token)).session_id == member.session_id, "the token is a new one"
    assert "Two-factor is on" in mailbox.last_to("ada@example.test").subject
    clock.forward(seconds=30)
    token = await second_step(context, await half_logged_in(context), app.code())
    assert (await actor_with(context, token)).user_id == member.user_id


async def test_a_code_counts_once_even_at_the_same_time(context, clock, member):
    app, _ = await turn_on(context, member, clock)
    halves = [await half_logged_in(context) for _ in range(4)]
    results = await asyncio.gather(
        *(second_step(context, half, app.code()) for half in halves), return_exceptions=True
    )
    assert [type(result) for result in results if not isinstance(result, str)] == [WrongCode] * 3


async def test_the_code_that_turned_it_on_is_used_up(context, clock, member):
    enrolment = await two_factor.begin_two_factor(context, member)
    code = App(enrolment.secret, clock).code()
    await two_factor.confirm_two_factor(context, member, code)
    with pytest.raises(WrongCode):
        await second_step(context, await half_logged_in(context), code)


async def test_recovery_codes_work_once_each_however_they_are_typed(context, clock, member):
    _, done = await turn_on(context, member, clock)
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", code) for code in done.recovery_codes)
    first = done.recovery_codes[0]
    assert await second_step(context, await half_logged_in(context), first.upper().replace("-", " "))
    assert (await two_factor.get_two_factor(context, member)).recovery_codes_left == 9
    with pytest.raises(WrongCode):
        await second_step(context, await half_logged_in(context), first)
    fresh = await two_factor.renew_recovery_codes(context, member)
    with pytest.raises(WrongCode):
        await second_step(context, await half_logged_in(context), done.recovery_codes[1])
    assert await second_step(context, await half_logged_in(context), fresh[1])


async def test_guessing_codes_is_slowed_down_wherever_it_comes_from(context, clock, member):
    app, _ = await turn_on(context, member, clock)
    half = await half_logged_in(context)
    for _ in range(6):
        with pytest.raises(WrongCode):
            await second_step(context, half, "000000")
    with pytest.raises(TooMany):
        await second_step(context, half, app.code())


@pytest.mark.parametrize("code", ["", "x", "0" * 5000, "½½½½½½", "\0", "\ud800", "１２３４５６"])
async def test_nonsense_is_a_wrong_code(context, clock, code, member):
    await turn_on(context, member, clock)
    with pytest.raises(WrongCode):
        await second_step(context, await half_logged_in(context), code)


async def test_half_a_log_in_is_none_and_does_not_last(context, clock, member):
    app, _ = await turn_on(context, member, clock)
    half = await half_logged_in(context)
    assert (await actor_with(context, half)).user_id is None
    await second_step(context, half, app.code())
    for token in (half, "", "x" * 43):
        with pytest.raises(InvalidInput, match="too long"):
            await second_step(context, token, app.code())
    half = await half_logged_in(context)
    clock.forward(minutes=10)
    with pytest.raises(InvalidInput, match="too long"):
        await second_step(context, half, app.code())


async def test_the_seed_is_encrypted_and_bound_to_its_person(context, clock, member):
    enrolment = await two_factor.begin_two_factor(context, member)
    seed = base64.b32decode(enrolment.secret.replace(" ", ""))
    async with context.transaction() as uow:
        row = await uow.session.scalar(select(TwoFactor))
    assert seed not in row.seed_sealed
    vault = context.accounts.vault
    assert vault.open(row.seed_sealed, f"two_factor:{member.user_id}") == seed
    for opener, purpose in ((vault, "two_factor:other"), (AesVault("other"), f"two_factor:{member.user_id}")):
        with pytest.raises(SealBroken):
            opener.open(row.seed_sealed, purpose)


async def test_turning_it_off_needs_no_code_afterwards(context, clock, mailbox, member):
    await turn_on(context, member, clock)
    token = await two_factor.turn_off_two_factor(context, member)
    assert (await actor_with(context, token)).user_id == member.user_id
    assert "Two-factor is off" in mailbox.last_to("ada@example.test").subject
    assert (await two_factor.get_two_factor(context, member)) == two_factor.Status(False, 0)
    assert await log_in(context)


async def test_what_does_not_fit_is_refused(context, clock, member):
    with pytest.raises(InvalidInput, match="Begin again"):
        await two_factor.confirm_two_factor(context, member, "123456")
    for call in (two_factor.renew_recovery_codes, two_factor.turn_off_two_factor):
        with pytest.raises(InvalidInput, match="not on"):
            await call(context, member)
    await two_factor.begin_two_factor(context, member)
    with pytest.raises(InvalidInput) as refused:
        await two_factor.confirm_two_factor(context, member, "000000")
    assert refused.value.field == "code"
    await turn_on(context, member, clock)
    with pytest.raises(Conflict):
        await two_factor.begin_two_factor(context, member)


CALLS = {
    "begin": lambda context, actor: two_factor.begin_two_factor(context, actor),
    "confirm": lambda context, actor: two_factor.confirm_two_factor(context, actor, "123456"),
    "renew": lambda context, actor: two_factor.renew_recovery_codes(context, actor),
    "turn off": lambda context, actor: two_factor.turn_off_two_factor(context, actor),
}


@pytest.mark.parametrize("call", CALLS)
async def test_only_for_people_who_have_just_shown_who_they_are(context, clock, call, member):
    with pytest.raises(NotLoggedIn):
        await CALLS[call](context, ANONYMOUS)
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed) as refused:
        await CALLS[call](context, member)
    assert refused.value.code == "confirmation_needed"
