"""The pages as the build left them, in two halves with room for what the server knows."""

import gzip
import json
import re
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from aethex_live.api.first_paint import preload_later
from aethex_live.domain.page_card import KINDS

_AFTER = '<meta charSet="utf-8"/>'
_MANIFEST = re.compile(r"window\.__reactRouterManifest=(\{.*\});?\s*$", re.DOTALL)
_PARAMETERS = {
    "streams": "channel_slug",
    "channels": "channel_slug",
    "users": "handle",
    "embed": "channel_slug",
    "schedule": "entry_id",
    "categories": "category_slug",
    "legal": "legal_page",
}
_PLAYING = ("streams", "embed")
_IN_A_FRAME = '<script src="/player/storage.js"></script>'  # before all others: they expect to have storage


class BuiltPage:
    """The page that every address without a file of its own gets, and what it will ask for."""

    def __init__(self, built: Path):
        self._built = built

    @cached_property
    def halves(self) -> tuple[str, str]:
        """The page before and after the place for what is written into its head."""
        return self._halves_of("__spa-fallback.html")

    @cached_property
    def home(self) -> tuple[str, str]:
        """The same of the home page, which is built with all its texts."""
        return self._halves_of("index.html")

    def _halves_of(self, name: str) -> tuple[str, str]:
        before, mark, after = (self._built / name).read_text().partition(_AFTER)
        return before + mark, after

    @cached_property
    def parts(self) -> dict[str, str]:
        """Links to the styles and scripts of a kind of page, by kind."""
        found = _MANIFEST.search(next((self._built / "assets").glob("manifest-*.js")).read_text())
        routes = json.loads(found[1])["routes"].values() if found else ()
        found = {kind: self._parts_of(kind, routes) for kind in KINDS}
        return found | {"embed": _IN_A_FRAME + found["embed"]}

    def _parts_of(self, kind: str, routes) -> str:
        own = [route for route in routes if route.get("path") == f"{kind}/:{_PARAMETERS[kind]}"]
        styles = [file for route in own for file in route.get("css", ())]
        scripts = [file for route in own for file in (route["module"], *route["imports"])]
        if kind in _PLAYING:
            scripts += [f"/assets/{file.name}" for file in (self._built / "assets").glob("hls-*.js")]
        return "".join([*map(_style, styles), *map(preload_later, dict.fromkeys(scripts))])


def page_answer(
    request: Request, text: str, status: int = 200, more: dict[str, str] | None = None
) -> Response:
    """A page as an answer, packed where the browser can unpack it."""
    body, headers = text.encode(), {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", **(more or {})}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers, media_type="text/html; charset=utf-8")


def _style(file: str) -> str:
    return f'<link rel="stylesheet" href="{file}"/>'
