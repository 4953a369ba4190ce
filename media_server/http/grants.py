"""Signed, expiring permission to play a private stream or recording.

A grant is one element of the path, so that it is inherited by every relative URL of a playlist:
`/live/NAME/g/GRANT/index.m3u8`. Form: `EXPIRES.VIEWER.SIGNATURE`, where EXPIRES is seconds since 1970,
VIEWER is what the app calls the viewer (at most 64 of A-Z a-z 0-9 _ -) and SIGNATURE is HMAC-SHA256 over
`KIND/NAME/EXPIRES/VIEWER`, in URL-safe base64 without padding. KIND is `live` or `recording`.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Literal

Kind = Literal["live", "recording"]
_GRANT = re.compile(r"(\d{1,11})\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})")
MIN_SECRET_BYTES = 16


def sign_grant(secret: bytes, kind: Kind, name: str, viewer: str, expires_at: int) -> str:
    """The path element that lets `viewer` play `name` until `expires_at`."""
    if len(secret) < MIN_SECRET_BYTES:
        raise ValueError(f"the grant secret must have at least {MIN_SECRET_BYTES} bytes")
    grant = f"{expires_at}.{viewer}.{_signature(secret, kind, name, str(expires_at), viewer)}"
    if not _GRANT.fullmatch(grant):
        raise ValueError("a viewer's name for a grant is 1 to 64 of A-Z a-z 0-9 _ -")
    return grant


def check_grant(secret: bytes, kind: Kind, name: str, grant: str, now: float) -> str | None:
    """Who it was given to; None if it is forged, expired, or for something else."""
    match = _GRANT.fullmatch(grant)
    if match is None or len(secret) < MIN_SECRET_BYTES:
        return None
    expires, viewer, signature = match.groups()
    if not hmac.compare_digest(signature, _signature(secret, kind, name, expires, viewer)):
        return None
    return viewer if now < int(expires) else None


def _signature(secret: bytes, kind: Kind, name: str, expires: str, viewer: str) -> str:
    message = f"{kind}/{name}/{expires}/{viewer}".encode()
    return urlsafe_b64encode(hmac.digest(secret, message, sha256)).rstrip(b"=").decode()
