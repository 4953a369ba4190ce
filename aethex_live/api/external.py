"""Streams of other servers, played through ours: playlists with every address led here, and what they name."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from aethex_live.services import external_source
from aethex_live.services.context import current

router = APIRouter(prefix="/external", include_in_schema=False)

PLAYLIST = "application/vnd.apple.mpegurl"
MEDIA = {"video/mp4", "video/iso.segment", "video/mp2t", "audio/mp4", "audio/aac", "audio/mpeg", "text/vtt"}
Slug = Annotated[str, Path(max_length=100)]


@router.get("/{slug}/index.m3u8")
async def playlist(slug: Slug) -> Response:
    """Where a player begins."""
    return _playlist(await external_source.playlist(current(), slug))


@router.get("/{slug}/{signature}/{name}")
async def piece(
    slug: Slug, signature: Annotated[str, Path(max_length=64)], name: Annotated[str, Path(max_length=4000)]
) -> Response:
    """What a playlist of ours has named. Whatever it is, a browser shows it as media or not at all."""
    found = await external_source.piece(current(), slug, signature, name)
    if isinstance(found, str):
        return _playlist(found)
    kind = found.content_type.partition(";")[0].strip().lower()
    headers = {"Cache-Control": "public, max-age=60"}
    return Response(
        found.body, media_type=kind if kind in MEDIA else "application/octet-stream", headers=headers
    )


def _playlist(text: str) -> Response:
    return Response(text, media_type=PLAYLIST, headers={"Cache-Control": "public, max-age=1"})
