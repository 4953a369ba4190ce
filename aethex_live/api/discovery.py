"""For other sites and search engines: oEmbed, the map of the site, and where robots need not look."""

import time
from html import escape

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from aethex_live.api.page_head import absolute
from aethex_live.config import Settings
from aethex_live.domain.page_card import named_in
from aethex_live.errors import AppError, NotFound
from aethex_live.services import page_card
from aethex_live.services.context import current

WIDTH, HEIGHT = 1280, 720
MAP_AGE = 600.0
_PAGES = ("/", "/discover", "/categories", "/legal/terms", "/legal/privacy", "/legal/imprint")
_NOT_FOR_ROBOTS = ("/api/", "/auth/", "/desk", "/embed/", "/oembed", "/settings", "/studio", "/unsubscribe")


def router(settings: Settings) -> APIRouter:
    """`/oembed`, `/sitemap.xml`, `/robots.txt`."""
    made = APIRouter(include_in_schema=False)
    kept: dict[str, tuple[float, bytes]] = {}

    @made.get("/oembed")
    async def oembed(
        url: str = Query(max_length=500),
        format: str = Query("json", max_length=10),
        maxwidth: int = Query(WIDTH, ge=1, le=10_000),
        maxheight: int = Query(HEIGHT, ge=1, le=10_000),
    ) -> Response:
        """What another site needs to show a stream: https://oembed.com."""
        if format != "json":
            raise AppError("Only format=json is answered.", code="format_unknown", status=501)
        named = named_in(url, settings.base_url)
        if named is None:
            raise NotFound("This is not the address of a stream here.")
        card = await page_card.card(current(), *named)
        if card.hidden and named[0] != "embed":
            raise NotFound("There is nothing to show of this address.")
        answer = {
            "version": "1.0",
            "type": "video" if card.player else "link",
            "title": card.title,
            "author_name": card.author,
            "author_url": absolute(settings, card.author_path),
            "provider_name": current().site_name,
            "provider_url": settings.base_url,
            "cache_age": 60,
        }
        if card.player:
            width = min(maxwidth, WIDTH, maxheight * 16 // 9)
            height = width * 9 // 16
            player = escape(absolute(settings, card.player))
            frame = f'<iframe src="{player}" width="{width}" height="{height}" style="border:0"'
            frame += (
                f' allow="autoplay; fullscreen; picture-in-picture" title="{escape(card.title)}"></iframe>'
            )
            answer |= {"width": width, "height": height, "html": frame}
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=60"}
        return JSONResponse({name: value for name, value in answer.items() if value}, headers=headers)

    @made.get("/sitemap.xml")
    async def sitemap(_: Request) -> Response:
        """Every page that strangers can find something on."""
        until, body = kept.get("map", (0.0, b""))
        if time.monotonic() > until:
            paths = [*_PAGES, *await page_card.public_paths(current())]
            body = _map([absolute(settings, path) for path in paths])
            kept["map"] = (time.monotonic() + MAP_AGE, body)
        return Response(body, media_type="application/xml", headers={"Cache-Control": "public, max-age=600"})

    @made.get("/robots.txt")
    async def robots() -> Response:
        """Where robots need not look."""
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS)]
        return PlainTextResponse("\n".join([*lines, "", f"Sitemap: {settings.base_url}/sitemap.xml", ""]))

    return made


def _map(addresses: list[str]) -> bytes:
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{namespace}">{entries}</urlset>\n'.encode()
    )
