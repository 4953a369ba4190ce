"""What a peer says when it connects and publishes: its capabilities, and the key among its words."""

from dataclasses import dataclass, field
from typing import Any

MAX_KEY_LENGTH = 256
USUAL_APP = "live"  # of servers, and of the address that creators are shown
RECONNECT, MULTITRACK, MOD_EX = 1, 2, 4  # bits of capsEx


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The Enhanced RTMP side of a connect command."""

    enhanced: bool = False
    reconnect: bool = False
    encoder: str = ""

    @classmethod
    def of(cls, properties: dict[str, Any]) -> "Capabilities":
        flags = properties.get("capsEx")
        flags = int(flags) if isinstance(flags, float) and 0 <= flags < 256 else 0
        named = ("fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx")
        encoder = properties.get("flashVer")
        return cls(
            enhanced=any(name in properties for name in named),
            reconnect=bool(flags & RECONNECT),
            encoder=encoder[:100] if isinstance(encoder, str) else "",
        )


@dataclass(frozen=True, slots=True)
class PublishTarget:
    """Where a publisher wants to go. The key is a secret and stays out of repr()."""

    app: str = field(repr=False)  # may end in the key as well
    key: str = field(repr=False)

    @classmethod
    def of(cls, app: str, name: str) -> "PublishTarget":
        """Creators put the key into the name, or behind the server's address and leave the name empty; or they
        give nothing but the key.

        A query behind it (`key?token=...`, which ffmpeg leaves in place) is no part of the key. An empty key
        means that there was none, or one that no key could look like.
        """
        words = [word for word in app.split("?")[0].split("/") if word]
        key = name.split("?")[0].strip("/ ")
        if not key and words and words != [USUAL_APP]:
            key = words.pop()
        return cls(app="/".join(words), key=key if _could_be_key(key) else "")


def _could_be_key(text: str) -> bool:
    return (
        len(text) <= MAX_KEY_LENGTH and text.isascii() and text.isprintable() and not {"/", " "} & set(text)
    )
