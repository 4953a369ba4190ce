"""File names inside a rendition's folder.

Each begins with a random prefix of the session, so that a cache never serves a segment of an earlier
broadcast under the number of this one, and nobody can guess a name without having read the playlist.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Literal

_NAME = re.compile(r"([0-9a-f]{12})-(?:i(\d{1,9})\.mp4|s(\d{1,12})\.m4s|p(\d{1,12})\.(\d{1,6})\.m4s)")


@dataclass(frozen=True, slots=True)
class ResourceName:
    """A name taken apart. `index` is the part's; 0 for the others."""

    prefix: str
    kind: Literal["init", "segment", "part"]
    number: int
    index: int = 0


def new_prefix() -> str:
    return secrets.token_hex(6)


def init_name(prefix: str, number: int) -> str:
    return f"{prefix}-i{number}.mp4"


def segment_name(prefix: str, msn: int) -> str:
    return f"{prefix}-s{msn}.m4s"


def part_name(prefix: str, msn: int, index: int) -> str:
    return f"{prefix}-p{msn}.{index}.m4s"


def parse_name(name: str) -> ResourceName | None:
    """None for everything that the functions above would not have made."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    prefix, init, segment, msn, index = match.groups()
    if init is not None:
        return ResourceName(prefix, "init", int(init))
    if segment is not None:
        return ResourceName(prefix, "segment", int(segment))
    return ResourceName(prefix, "part", int(msn), int(index))
