"""Feeds for readers elsewhere: a channel's streams as RSS 2.0."""

import re
from datetime import datetime
from email.utils import format_datetime
from typing import Annotated
from xml.etree import ElementTree

from fastapi import APIRouter, Path, Response

from aethex_live.domain.channel import Channel
from aethex_live.domain.stream import Stream
from aethex_live.services import channel, stream
from aethex_live.services.context import current

router = APIRouter(include_in_schema=False)

MOST = 30
HEADERS = {"Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*"}
ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@router.api_route("/feeds/{slug}.rss", methods=["GET", "HEAD"])
async def feed(slug: Annotated[str, Path(max_length=100)]) -> Response:
    """What the channel streams and has streamed, the newest first."""
    found = await channel.by_slug(current(), slug)
    streams = await stream.recent(current(), found.slug, MOST)
    base = current().settings.base_url.rstrip("/")
    body = ElementTree.tostring(_rss(base, found, streams), encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/rss+xml; charset=utf-8", headers=HEADERS)


def _rss(base: str, found: Channel, streams: list[Stream]) -> ElementTree.Element:
    ElementTree.register_namespace("atom", ATOM)
    root = ElementTree.Element("rss", version="2.0")
    top = ElementTree.SubElement(root, "channel")
    page = f"{base}/streams/{found.slug}"
    _texts(top, title=found.name, link=page, description=found.description or found.name)
    _texts(top, language=found.language)
    link = {"href": f"{base}/feeds/{found.slug}.rss", "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(top, f"{{{ATOM}}}link", link)
    for each in streams:
        item = ElementTree.SubElement(top, "item")
        _texts(item, title=each.title or found.name, link=page, pubDate=_date(each.started_at))
        guid = ElementTree.SubElement(item, "guid", isPermaLink="false")
        guid.text = str(each.id)
        for word in (each.category.name if each.category else "", *each.tags):
            if word:
                _texts(item, category=word)
    return root


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = _NOT_IN_XML.sub("", text)


def _date(at: datetime) -> str:
    return format_datetime(at, usegmt=True)
