"""What a password must be. Length and not being guessable count; classes of characters do not."""

from itertools import pairwise

from aethex_live.domain.common_passwords import COMMON
from aethex_live.errors import InvalidInput, Words

SHORTEST = 10
LONGEST = 128  # characters; also bounds the work of hashing what strangers send


def check_password(password: str, *, username: str = "", email: str = "", field: str = "password") -> str:
    """The password as it was given, or a refusal that says what to change."""
    if len(password) < SHORTEST:
        raise InvalidInput(
            Words("Use at least {least} characters; a few words are easy to remember.", least=SHORTEST),
            code="password_short",
            field=field,
        )
    if len(password) > LONGEST:
        raise InvalidInput(
            Words("Use at most {most} characters.", most=LONGEST), code="password_long", field=field
        )
    if not is_hashable(password):
        raise InvalidInput("Use characters that a keyboard can type.", code="password_form", field=field)
    lowered = password.lower()
    own = {name.lower() for name in (username, email, email.partition("@")[0]) if len(name) >= 3}
    guessable = _bare(lowered) in COMMON or lowered in COMMON or len(set(lowered)) < 4 or _is_run(lowered)
    if guessable or any(lowered.replace(name, "").strip("0123456789!?._- ") == "" for name in own):
        raise InvalidInput(
            "This password is among the first that an attacker would try. Choose another.",
            code="password_common",
            field=field,
        )
    return password


def is_hashable(password: str) -> bool:
    """Whether `password` can be one at all; what cannot be need not be hashed."""
    if not 1 <= len(password) <= LONGEST or "\0" in password:
        return False
    try:
        password.encode()
    except UnicodeEncodeError:  # half a surrogate pair, from JSON written by hand
        return False
    return True


def _bare(lowered: str) -> str:
    """Without the decoration that people put around a common word."""
    return lowered.strip("0123456789!?.,*#$@_- ")


def _is_run(lowered: str) -> bool:
    """Whether every character follows the one before it, as in abcdefghij or 9876543210."""
    steps = {ord(after) - ord(before) for before, after in pairwise(lowered)}
    return steps in ({1}, {-1})
