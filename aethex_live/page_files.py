"""How browsers get and keep the built pages: no detour to a page, no second transfer of a file."""

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WEEK = "public, max-age=604800"
ASK_FIRST = "no-cache"
_KEPT_IN_FOLDERS = {"/assets/": FOR_EVER, "/fonts/": FOR_A_WEEK, "/icons/": FOR_A_WEEK}


class PageFiles:
    """Around the whole app. `built` is the folder that the pages were built into.

    Files in /assets/ carry a hash of what they hold in their names, so they may be kept for ever. A page
    names such files: one that was kept without asking would, after an update, name files that have gone.
    """

    def __init__(self, app: ASGIApp, built: Path):
        self._app = app
        self._pages = {
            f"/{page.parent.relative_to(built).as_posix()}" for page in built.glob("**/index.html")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, but for the address of a page and for how long the answer may be kept."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self._app(scope, receive, send)
        path = scope["path"]
        if (
            path in self._pages
        ):  # without this, each opened page would cost a redirect to the same with a slash
            scope = {**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}

        async def send_with_age(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 206, 304):
                headers = MutableHeaders(scope=message)
                if age := _age(path, headers):
                    headers.setdefault("Cache-Control", age)
            await send(message)

        await self._app(scope, receive, send_with_age)


def _age(path: str, headers: MutableHeaders) -> str | None:
    folder = path[: path.find("/", 1) + 1]
    if folder in _KEPT_IN_FOLDERS:
        return _KEPT_IN_FOLDERS[folder]
    return ASK_FIRST if headers.get("content-type", "").startswith("text/html") else None
