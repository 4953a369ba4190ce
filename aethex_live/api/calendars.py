"""Schedules as files for calendar programs: a feed of a channel to subscribe to, and one entry to take along."""

import hashlib
from email.utils import format_datetime
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from aethex_live.domain.calendar_file import calendar_file, last_change
from aethex_live.services import schedule
from aethex_live.services.context import current
from aethex_live.services.schedule import Calendar

router = APIRouter(include_in_schema=False)

TYPE = "text/calendar; charset=utf-8"
HEADERS = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}


@router.api_route("/feeds/schedule/{entry_id}.ics", methods=["GET", "HEAD"])
async def one(request: Request, entry_id: UUID) -> Response:
    """One entry, however often it comes back."""
    found = await schedule.entry_calendar(current(), entry_id)
    return _answer(request, found, f"{found.channel.slug}-{entry_id}.ics")


@router.api_route("/feeds/{slug}.ics", methods=["GET", "HEAD"])
async def feed(request: Request, slug: Annotated[str, Path(max_length=100)]) -> Response:
    """All that the channel plans."""
    found = await schedule.calendar(current(), slug)
    return _answer(request, found, f"{found.channel.slug}.ics")


def _answer(request: Request, found: Calendar, name: str) -> Response:
    base = current().settings.base_url.rstrip("/")
    host = urlsplit(base).hostname or "localhost"
    body = calendar_file(found.channel.name, found.entries, host=host, pages=f"{base}/schedule")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": tag, "Content-Disposition": f'inline; filename="{name}"'}
    changed = last_change(found.entries)
    if changed is not None:
        headers["Last-Modified"] = format_datetime(changed.replace(microsecond=0), usegmt=True)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=TYPE, headers=headers)
