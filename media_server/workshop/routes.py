"""Pictures of running streams, and clips, over HTTP. Everything of a private stream or recording takes a
grant.

    /thumbnails/NAME.webp            /thumbnails/NAME/GRANT.webp /clips/CLIP.mp4                  clips are
    for sharing: their name, chosen by the app, is all that it takes
"""

import time

from aiohttp import web

from media_server.http.answering import refused
from media_server.http.grants import check_grant
from media_server.http.replies import CORS
from media_server.workshop.archive import CLIP_NAME, Archive
from media_server.workshop.workshop import LiveWorkshop

NO_PICTURE = "There is no picture of that stream."


class PictureRoutes:
    """Made by the composition root."""

    def __init__(self, workshop: LiveWorkshop, archive: Archive, grant_secret: bytes) -> None:
        self._workshop = workshop
        self._archive = archive
        self._secret = grant_secret

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(r"/thumbnails/{name:[A-Za-z0-9_-]+}.webp", self._thumbnail),
            web.get(r"/thumbnails/{name:[A-Za-z0-9_-]+}/{grant:[A-Za-z0-9_.-]+}.webp", self._thumbnail),
            web.get(r"/clips/{clip:[A-Za-z0-9_-]+}.mp4", self._clip),
        ]

    async def _thumbnail(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        equipment = self._workshop.equipped.get(name)
        if equipment is None or equipment.thumbnail.picture is None:
            return refused(404, NO_PICTURE)
        cache = "public, max-age=3"
        if equipment.live.private:
            grant = request.match_info.get("grant", "")
            if not check_grant(self._secret, "live", name, grant, time.time()):
                return refused(404, NO_PICTURE)
            cache = "private, max-age=3"
        headers = {**CORS, "Content-Type": "image/webp", "Cache-Control": cache}
        return web.Response(body=equipment.thumbnail.picture, headers=headers)

    async def _clip(self, request: web.Request) -> web.StreamResponse:
        clip = request.match_info["clip"]
        path = self._archive.clips / f"{clip}.mp4"
        if not CLIP_NAME.fullmatch(clip) or not path.is_file():
            return refused(404, "There is no such clip.")
        headers = {**CORS, "Content-Type": "video/mp4", "Cache-Control": "public, max-age=3600"}
        return web.FileResponse(path, headers=headers)
