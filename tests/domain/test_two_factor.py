"""One-time codes agree with the RFCs' vectors and with another implementation, and never work twice."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import two_factor

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1))
SEED = b"12345678901234567890"
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_rfc_6238_appendix_b(seconds, code):
    counter = two_factor.counter_at(datetime.fromtimestamp(seconds, UTC))
    assert two_factor.code_at(SEED, counter, digits=8) == code


@pytest.mark.parametrize(
    ("counter", "code"),
    list(enumerate("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split())),
)
def test_rfc_4226_appendix_d(counter, code):
    assert two_factor.code_at(SEED, counter) == code


@given(seed=st.binary(min_size=20, max_size=20), moment=MOMENTS)
def test_an_authenticator_app_that_reads_our_qr_code_shows_the_code_that_we_expect(seed, moment):
    moment = moment.replace(tzinfo=UTC)
    app = pyotp.parse_uri(
        two_factor.provisioning_uri(seed, account="ada@example.test", issuer="AeThex LIVE: ä")
    )
    assert (app.name, app.issuer) == ("ada@example.test", "AeThex LIVE: ä")
    shown = app.at(int(moment.timestamp()))
    assert two_factor.match_code(seed, shown, moment, 0) == two_factor.counter_at(moment)


def test_the_words_are_the_seed():
    assert base64.b32decode(two_factor.seed_in_words(SEED).replace(" ", "")) == SEED


@pytest.mark.parametrize(
    ("drift", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_one_step_off(drift, accepted):
    code = two_factor.code_at(SEED, two_factor.counter_at(MOMENT + timedelta(seconds=drift)))
    assert (two_factor.match_code(SEED, code, MOMENT, 0) is not None) is accepted


def test_a_code_and_those_before_it_are_used_up():
    now = two_factor.counter_at(MOMENT)
    used = two_factor.match_code(SEED, two_factor.code_at(SEED, now), MOMENT, 0)
    assert used == now
    for counter in (now - 1, now):
        assert two_factor.match_code(SEED, two_factor.code_at(SEED, counter), MOMENT, used) is None
    assert two_factor.match_code(SEED, two_factor.code_at(SEED, now + 1), MOMENT, used) == now + 1


@given(st.text(max_size=12))
def test_nonsense_is_refused_without_an_error(text):
    expected = {two_factor.code_at(SEED, two_factor.counter_at(MOMENT) + step) for step in (-1, 0, 1)}
    matched = two_factor.match_code(SEED, text, MOMENT, 0)
    assert (matched is not None) is ("".join(text.split()) in expected)


def test_recovery_codes_are_many_different_and_forgiving_to_type():
    codes = two_factor.new_recovery_codes()
    assert len(set(codes)) == two_factor.RECOVERY_CODES
    for code in codes:
        assert two_factor.bare_recovery_code(f" {code.upper().replace('-', ' ')}") == code.replace("-", "")
