"""Pages about something, with a head that can be read without running them.

The built pages are one app that fills itself in the browser. Search engines and messengers read only what the
server sends, so for these addresses it writes title, description and cards into the head of the built page, and
names the styles and scripts that the page will ask for, so that the browser need not find them one after the other.
"""

import re
import time
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from aethex_live.api.built_page import BuiltPage, page_answer
from aethex_live.api.first_sight import first_sight
from aethex_live.api.renamed_pages import renamed
from aethex_live.api.security_headers import page_policy
from aethex_live.config import Settings
from aethex_live.domain.page_card import KINDS, PageCard
from aethex_live.domain.session import COOKIE
from aethex_live.errors import NotFound
from aethex_live.services import page_card
from aethex_live.services.context import current
from aethex_live.services.page_card import FirstPicture

FRESH = 5.0  # seconds for which a card is kept: a link that is passed around is read by many at once
_PLAIN_ADDRESS = re.compile(r"[\w:/.\-?=&%]+")  # in a style sheet nothing has to be escaped of it
MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class _Kept:
    card: PageCard | None
    until: float


@dataclass(frozen=True, slots=True)
class _KeptPicture:
    picture: FirstPicture
    until: float


class PageHeads:
    """Fills heads; keeps cards for a moment."""

    def __init__(self, settings: Settings, built: Path):
        self._settings = settings
        self._page = BuiltPage(built)
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._policy = page_policy(settings)
        self._first_picture = _KeptPicture(FirstPicture(), 0.0)

    async def home(self, request: Request) -> Response:
        """The home page, which names the picture that it will show first.

        Strangers see it at once. Who is logged in may have blocked whose it is, which only their page knows.
        """
        if self._first_picture.until <= time.monotonic():
            picture = await page_card.first_picture_of_home(current())
            self._first_picture = _KeptPicture(picture, time.monotonic() + FRESH)
        before, after = self._page.home
        first = self._first_picture.picture
        shown = first.on and COOKIE not in request.cookies
        meanwhile = _shown_meanwhile(first.address) if shown else ""
        text = f"{before}{self._signboard()}{_picture(first.address)}{meanwhile}{after}"
        text = renamed(text, current().site_name)
        return page_answer(request, text, more={"Vary": "Accept-Encoding, Cookie"})

    async def answer(self, request: Request, kind: str, name: str) -> Response:
        """The page `name` of this kind; what is not there is the page that says so, with status 404."""
        card = await self._card(kind, name)
        before, after = self._page.halves
        head = _head(card, self._settings) if card else '<meta name="robots" content="noindex"/>'
        if card and kind == "streams":
            after = after.replace("<body>", f"<body>{first_sight(card)}", 1)
        headers = {}
        if kind == "embed":
            ancestors = card.ancestors if card else "'self'"
            headers["Content-Security-Policy"] = _framed(self._policy, ancestors)
        text = renamed(f"{before}{head}{self._page.parts[kind]}{after}", current().site_name)
        return page_answer(request, text, 200 if card else 404, headers)

    def _signboard(self) -> str:
        site, tagline = current().site_name, current().signboard.tagline
        url = absolute(self._settings, "/")
        return _properties(
            site, {"og:type": "website", "og:title": site, "og:description": tagline, "og:url": url}
        )

    async def _card(self, kind: str, name: str) -> PageCard | None:
        key, now = (kind, name[:100].lower()), time.monotonic()
        kept = self._kept.get(key)
        if kept is not None and kept.until > now:
            return kept.card
        try:
            found = await page_card.card(current(), *key)
        except NotFound:
            found = None
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = _Kept(found, now + FRESH)
        return found


def router(settings: Settings, built: Path) -> APIRouter:
    """The pages about something."""
    made = APIRouter(include_in_schema=False)
    heads = PageHeads(settings, built)

    def add(kind: str) -> None:
        async def page(request: Request, name: str) -> Response:
            return await heads.answer(request, kind, name)

        for path in (f"/{kind}/{{name}}", f"/{kind}/{{name}}/"):
            made.add_api_route(path, page, methods=["GET", "HEAD"])

    for kind in KINDS:
        add(kind)
    made.add_api_route("/", heads.home, methods=["GET", "HEAD"])
    return made


def absolute(settings: Settings, address: str) -> str:
    """An address of ours as others need it."""
    return address if not address or address.startswith("http") else settings.base_url + address


def _head(card: PageCard, settings: Settings) -> str:
    site = current().site_name
    # The app takes this title out when it writes its own: browsers show the first one.
    title = card.title if card.title == site else f"{card.title} · {site}"
    tags = [f"<title data-served>{escape(title)}</title>"]
    url = absolute(settings, card.path)
    tags.append(f'<link rel="canonical" href="{escape(url)}"/>')
    if card.description:
        tags.append(_named("description", card.description))
    if card.hidden:
        return "".join([*tags, _named("robots", "noindex")])
    tags.append(_picture(card.first_picture))
    properties = {
        "og:type": "video.other" if card.player else "website",
        "og:title": card.title,
        "og:description": card.description,
        "og:url": url,
        "og:image": absolute(settings, card.image),
    }
    names = {"twitter:card": "summary_large_image" if card.image else "summary"}
    if card.player:
        player = absolute(settings, card.player)
        properties |= {"og:video": player, "og:video:type": "text/html"}
        properties |= {"og:video:width": "1280", "og:video:height": "720"}
        if card.live:
            names = {"twitter:card": "player", "twitter:player": player}
            names |= {"twitter:player:width": "1280", "twitter:player:height": "720"}
        oembed = f"{settings.base_url}/oembed?url={quote(url, safe='')}"
        tags.append(f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}"/>')
    tags.append(_properties(site, properties))
    return "".join([*tags, *(_named(name, value) for name, value in names.items())])


def _properties(site: str, properties: dict[str, str]) -> str:
    """What messengers show of a page."""
    given = {"og:site_name": site, **properties}
    return "".join(
        f'<meta property="{name}" content="{escape(value)}"/>' for name, value in given.items() if value
    )


def _picture(address: str) -> str:
    if not address:
        return ""
    return f'<link rel="preload" as="image" fetchpriority="high" href="{escape(address)}"/>'


def _shown_meanwhile(address: str) -> str:
    """Has the picture shown where the best stream will be, before any script has run."""
    if not _PLAIN_ADDRESS.fullmatch(address):
        return ""
    return f'<style>:root{{--first-picture:url("{address}")}}</style>'


def _named(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{escape(value)}"/>'


def _framed(policy: str, ancestors: str) -> str:
    return re.sub(r"frame-ancestors [^;]*", f"frame-ancestors {ancestors}", policy)
