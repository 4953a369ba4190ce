"""/healthz for load balancers, /api/streams for people and pages: what is live and public."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from .live import PLAYLIST_NAME, LiveRendition, LiveStream, LiveStreams
from .replies import CORS

Health = Callable[[], Mapping[str, str]]
"""Troubles by the name of what has them; empty when all is well."""


def stream_document(stream: LiveStream) -> dict[str, Any]:
    return {
        "name": stream.name,
        "started_at": datetime.fromtimestamp(stream.started_at, UTC).isoformat(timespec="seconds"),
        "playback": f"/live/{stream.name}/{PLAYLIST_NAME}",
        "viewers": stream.viewers.count(),
        "peak_viewers": stream.viewers.peak,
        "renditions": [_rendition_document(rendition) for rendition in stream.renditions.values()],
    }


def _rendition_document(rendition: LiveRendition) -> dict[str, Any]:
    init = rendition.init
    return {
        "name": rendition.name,
        "codecs": list(init.codecs) if init else [],
        "width": init.width if init else 0,
        "height": init.height if init else 0,
        "frame_rate": round(init.frame_rate, 3) if init else 0,
        "bitrate_bps": rendition.average_bps,
        "part_target_s": rendition.timeline.part_target_s,
        "target_duration_s": rendition.timeline.target_duration_s,
        "waiting_for_publisher": rendition.timeline.waiting_for_publisher,
    }


class StatusRoutes:
    """Private streams are not listed: that they exist is nobody's business."""

    def __init__(self, streams: LiveStreams, health: Health) -> None:
        self._streams = streams
        self._health = health

    async def healthz(self, request: web.Request) -> web.Response:
        troubles = dict(self._health())
        document = {"status": "failing" if troubles else "ok", "troubles": troubles}
        return web.json_response(
            document, status=503 if troubles else 200, headers={"Cache-Control": "no-store"}
        )

    async def streams(self, request: web.Request) -> web.Response:
        public = [stream_document(stream) for stream in self._streams.values() if not stream.private]
        return web.json_response({"streams": public}, headers={**CORS, "Cache-Control": "public, max-age=1"})
