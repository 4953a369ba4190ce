"""How app and media server sign their messages: HMAC-SHA256 over the time, a dot, and the body."""

import hashlib
import hmac
from collections.abc import Mapping

from media_server.json_value import ContractError

TIMESTAMP_HEADER = "X-Media-Timestamp"
SIGNATURE_HEADER = "X-Media-Signature"
MAX_CLOCK_DIFFERENCE_S = 300.0  # a recorded request is worth nothing after five minutes


class SignatureError(ContractError):
    """Not signed with our secret, or too long ago."""


def _signature(secret: bytes, timestamp: str, body: bytes) -> str:
    return hmac.new(secret, timestamp.encode("ascii", "replace") + b"." + body, hashlib.sha256).hexdigest()


def sign(secret: bytes, body: bytes, now: float) -> dict[str, str]:
    """The headers that go with this body."""
    timestamp = str(int(now))
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: _signature(secret, timestamp, body)}


def verify(secret: bytes, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Raises SignatureError unless the body was signed with this secret within the last five minutes."""
    timestamp = headers.get(TIMESTAMP_HEADER, "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise SignatureError("The request carries no time.")
    expected = _signature(secret, timestamp, body)
    if not hmac.compare_digest(
        expected.encode(), headers.get(SIGNATURE_HEADER, "").encode("utf-8", "replace")
    ):
        raise SignatureError("The signature does not fit the secret.")
    if abs(now - int(timestamp)) > MAX_CLOCK_DIFFERENCE_S:
        raise SignatureError("The request is too old, or the clocks of app and media server differ.")
