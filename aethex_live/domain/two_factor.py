"""One-time codes by RFC 6238 (SHA-1, 6 digits, 30 s, as every authenticator app has it), recovery codes."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
SEED_BYTES = 20
DRIFT_STEPS = 1  # a clock may be one step early or late
RECOVERY_CODES = 10
_RECOVERY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like another


def new_seed() -> bytes:
    """A fresh secret for an authenticator app."""
    return secrets.token_bytes(SEED_BYTES)


def counter_at(moment: datetime) -> int:
    """The number of the time step that `moment` lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(seed: bytes, counter: int, digits: int = DIGITS) -> str:
    """The code of one time step (RFC 4226, 5.3)."""
    digest = hmac.digest(seed, struct.pack(">Q", counter), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def match_code(seed: bytes, code: str, moment: datetime, last_counter: int) -> int | None:
    """The time step whose code this is. Steps up to `last_counter` are used up and never count again."""
    given = "".join(code.split())
    if not (given.isascii() and given.isdigit() and len(given) == DIGITS):
        return None
    now = counter_at(moment)
    for counter in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if counter > last_counter and hmac.compare_digest(code_at(seed, counter), given):
            return counter
    return None


def seed_in_words(seed: bytes) -> str:
    """The secret for typing into an app, in groups of four."""
    text = base64.b32encode(seed).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def provisioning_uri(seed: bytes, *, account: str, issuer: str) -> str:
    """The address in the QR code that an authenticator app reads."""
    label = f"{quote(issuer)}:{quote(account)}"
    secret = base64.b32encode(seed).decode().rstrip("=")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def new_recovery_codes() -> list[str]:
    """Codes for the day the app is lost; each works once."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def bare_recovery_code(text: str) -> str:
    """A recovery code as it is compared: however it was typed."""
    return "".join(character for character in text.lower() if character.isalnum())
