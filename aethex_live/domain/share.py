"""What can be passed on, and where it is."""

import re
from dataclasses import dataclass

from aethex_live.errors import InvalidInput

KINDS = ("streams", "channels", "users", "schedule")
_PLAYED = ("streams", "channels")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Shared:
    """The address of a page, of its player (empty when it has none), and the address as a QR code in SVG."""

    link: str
    embed: str
    qr: str


def paths(kind: str, name: str) -> tuple[str, str]:
    """The path of a page, and that of its player."""
    if kind not in KINDS or not _NAME.fullmatch(name):
        raise InvalidInput("There is no such page to share.", code="no_page")
    return f"/{kind}/{name}", f"/embed/{name}" if kind in _PLAYED else ""
