"""Rules for stream keys: how they look, how many there are, who may publish with one."""

import re
import secrets
import string
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from aethex_live.domain.text import check_line

NAME_LENGTH = 40
MOST = 10  # a channel
FIRST_NAME = "Main"
LONGEST = 200  # what an encoder may send as a key, parameters included
_LETTERS = string.ascii_letters + string.digits
_RANDOM = 32  # 190 bits
_FORM = re.compile(r"(?:live|test)_[A-Za-z0-9]{32}")


class Kind(StrEnum):
    """What a key is for."""

    LIVE = "live"
    TEST = "test"  # only the owner sees the stream: to try an encoder out


class Refusal(StrEnum):
    """Why somebody may not publish; what they can do is in the sentence."""

    UNKNOWN_KEY = "unknown_key"
    CHANNEL_SUSPENDED = "channel_suspended"
    CHANNEL_DELETED = "channel_deleted"
    OWNER_SUSPENDED = "owner_suspended"


SENTENCES = {
    Refusal.UNKNOWN_KEY: "This stream key is not known. Copy it again from your dashboard.",
    Refusal.CHANNEL_SUSPENDED: "This channel is suspended. Your dashboard tells why.",
    Refusal.CHANNEL_DELETED: "This channel is to be deleted. Restore it in your dashboard first.",
    Refusal.OWNER_SUSPENDED: "This account is suspended.",
}


@dataclass(frozen=True, slots=True)
class StreamKey:
    """A key without what makes it work. `hint` is its last characters, to tell keys apart."""

    id: UUID
    channel_id: UUID
    name: str
    kind: Kind
    hint: str
    last_used_at: datetime | None
    rotated_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key with its secret, and the server that goes with it: what OBS asks for. Neither logged nor kept."""

    key: StreamKey
    server: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Destination:
    """Another service that gets the stream; its address holds a key."""

    id: UUID
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PublishDecision:
    """Whether an encoder may publish, and on which channel.

    `wrong_key` means that nobody has this key, which counts against the address that tried it; `sentence` is
    what the encoder shows. With `test` only the owner may watch, and nobody is told; with `hold` until the
    owner lets it out. `forwards` are the services that get the stream too, `credential` is what the media
    server says of the key later.
    """

    accepted: bool
    sentence: str = ""
    wrong_key: bool = False
    channel_id: UUID | None = None
    slug: str = ""
    test: bool = False
    hold: bool = False
    forwards: tuple["Destination", ...] = ()
    credential: str = ""


def new_key(kind: Kind) -> str:
    """A key that nobody can guess; a double click selects it whole."""
    return f"{kind}_" + "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))


def key_in(text: str) -> str | None:
    """The key in what an encoder sends as one (some put parameters behind it), if it can be one of ours."""
    key = text[:LONGEST].partition("?")[0].strip()
    return key if _FORM.fullmatch(key) else None


def check_name(text: str) -> str:
    """What the owner calls a key, such as the place where it is used."""
    return check_line(text, field="name", longest=NAME_LENGTH)


def credential(key_id: UUID, key_hash: bytes) -> str:
    """A key and which of its secrets, without the secret: so that it can be told later whether it still holds."""
    return f"{key_id}@{key_hash[:8].hex()}"


def key_of(credential: str) -> UUID | None:
    """The key that a credential names."""
    try:
        return UUID(credential.partition("@")[0])
    except ValueError:
        return None


def refused(why: Refusal) -> PublishDecision:
    """The decision that says no."""
    return PublishDecision(False, SENTENCES[why], wrong_key=why is Refusal.UNKNOWN_KEY)
