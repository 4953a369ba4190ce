"""What a page says about itself to those who do not run it: search engines, messengers, other sites."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

LONGEST = 200
KINDS = ("streams", "channels", "users", "embed", "schedule", "categories", "legal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCard:
    """A page in a few words. `player` is the address of an embeddable player, empty when there is none."""

    title: str
    description: str
    path: str
    image: str = ""
    first_picture: str = ""  # what fills most of the page at first
    author: str = ""
    author_path: str = ""
    player: str = ""
    live: bool = False
    hidden: bool = False  # not for search engines, nor for cards
    ancestors: str = "'self'"  # who may show the page in a frame


def shortened(text: str, longest: int = LONGEST) -> str:
    """One line of at most `longest` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1].rsplit(' ', 1)[0]}…"


def named_in(address: str, base_url: str) -> tuple[str, str] | None:
    """The kind of page and the name in one of our addresses; None for any other address."""
    try:
        parts, base = urlsplit(address), urlsplit(base_url)
    except ValueError:
        return None
    if parts.netloc and parts.netloc.lower() != base.netloc.lower():
        return None
    match parts.path.strip("/").split("/"):
        case [kind, name] if kind in KINDS and 0 < len(name) <= 100:
            return kind, unquote(name)
    return None
