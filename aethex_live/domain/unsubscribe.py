"""The links in mails by which people want no more of them, without logging in: signed, so that nobody makes one up."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from uuid import UUID

from aethex_live.domain.notification import Kind

_FORM = re.compile(r"([0-9a-f]{32})\.([a-z_]{1,20})\.([A-Za-z0-9_-]{32})")
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants no more mail of a kind, or none at all."""

    user_id: UUID
    kind: Kind | None = None


def token_of(wish: Wish, secret: str) -> str:
    """What stands in the link."""
    what = f"{wish.user_id.hex}.{wish.kind or _ALL}"
    return f"{what}.{_signature(what, secret)}"


def wish_in(token: str, secret: str) -> Wish | None:
    """What a link means; None when it is not ours."""
    found = _FORM.fullmatch(token)
    if found is None:
        return None
    what, kind = f"{found[1]}.{found[2]}", found[2]
    if not hmac.compare_digest(_signature(what, secret), found[3]):
        return None
    if kind != _ALL and kind not in {each.value for each in Kind}:
        return None
    return Wish(UUID(found[1]), None if kind == _ALL else Kind(kind))


def _signature(what: str, secret: str) -> str:
    digest = hmac.digest(secret.encode(), b"mail.unsubscribe\0" + what.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:32]
