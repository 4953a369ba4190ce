"""Links that people put on their pages: only to the web, only by name, and shown for what they are."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from aethex_live.errors import InvalidInput, Words

LONGEST = 200
MOST = 8
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_CLEAN = re.compile(r"[!-~]+")  # visible ASCII: what a browser sends as it stands

# Well-known sites, so that a link can carry its mark. The names are those of the icons.
SITES = {
    "x.com": "x",
    "twitter.com": "x",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "twitch.tv": "twitch",
    "instagram.com": "instagram",
    "tiktok.com": "tiktok",
    "facebook.com": "facebook",
    "discord.gg": "discord",
    "discord.com": "discord",
    "github.com": "github",
    "gitlab.com": "gitlab",
    "linkedin.com": "linkedin",
    "reddit.com": "reddit",
    "spotify.com": "spotify",
    "soundcloud.com": "soundcloud",
    "bandcamp.com": "bandcamp",
    "patreon.com": "patreon",
    "ko-fi.com": "kofi",
    "bsky.app": "bluesky",
    "threads.net": "threads",
    "mastodon.social": "mastodon",
    "steamcommunity.com": "steam",
    "itch.io": "itch",
    "artstation.com": "artstation",
    "behance.net": "behance",
}


@dataclass(frozen=True, slots=True)
class Link:
    """An address on somebody's page; `site` is the known site or `web`, `label` what is shown."""

    url: str
    site: str
    label: str


def check_links(urls: list[str] | tuple[str, ...], *, field: str = "links") -> list[str]:
    """The addresses, cleaned, each once and in the given order; empty ones are left out."""
    if len(urls) > MOST * 2:
        raise _too_many(field)
    checked = list(dict.fromkeys(check_url(url, field=field) for url in urls if url.strip()))
    if len(checked) > MOST:
        raise _too_many(field)
    return checked


def check_url(text: str, *, field: str = "url") -> str:
    """A web address that is safe to put into a page. `example.org/me` is taken as https."""
    text = text.strip()
    if "://" not in text and not text.startswith(("/", "\\")) and _looks_bare(text):
        text = f"https://{text}"
    if len(text) > LONGEST:
        raise _refusal(Words("Use at most {most} characters for a link.", most=LONGEST), field)
    if not _CLEAN.fullmatch(text) or "\\" in text or '"' in text or "<" in text or ">" in text:
        raise _refusal("Write the link as your browser's address bar shows it.", field)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _refusal("This is not a web address.", field) from None
    if parts.scheme not in ("http", "https"):
        raise _refusal("A link begins with https://.", field)
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise _refusal("A link must not carry a user name or a password.", field)
    host = (parts.hostname or "").removesuffix(".")
    if port is not None or not _is_public_name(host):
        raise _refusal("A link leads to a site by its name, such as https://example.org/me.", field)
    return SplitResult(parts.scheme, host, parts.path, parts.query, parts.fragment).geturl()


def describe(url: str) -> Link:
    """The link as a page shows it, of an address that was checked before."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    for site, name in SITES.items():
        if host == site or host.endswith("." + site):
            return Link(url, name, f"{host}{parts.path.rstrip('/')}"[:60])
    return Link(url, "web", f"{host}{parts.path.rstrip('/')}"[:60])


def _looks_bare(text: str) -> bool:
    return _is_public_name(re.split(r"[/?#]", text, maxsplit=1)[0].lower())


def _is_public_name(host: str) -> bool:
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return labels[-1].isalpha() or labels[-1].startswith("xn--")  # a number there is an address, not a name


def _refusal(message: str, field: str) -> InvalidInput:
    return InvalidInput(message, code="link_form", field=field)


def _too_many(field: str) -> InvalidInput:
    return InvalidInput(Words("Use at most {most} links.", most=MOST), code="too_many_links", field=field)
