"""How browsers get and keep what we answer: no detour to a page, no second transfer of a file."""

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
        """Answer as the app does, but for the address of a page and for how caches may keep the answer."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        path, reads = scope["path"], scope["method"] in ("GET", "HEAD")
        if (
            reads and path in self._pages
        ):  # without this, each opened page would cost a redirect to the same with a slash
            scope = {**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}

        async def send_for_caches(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _vary_once(headers)
                if reads and message["status"] in (200, 206, 304) and (age := _age(path, headers)):
                    headers.setdefault("Cache-Control", age)
            await send(message)

        await self._app(scope, receive, send_for_caches)


def _vary_once(headers: MutableHeaders) -> None:
    """Reflex lets each app in an app say anew that it depends on where a request comes from."""
    if said := headers.getlist("Vary"):
        names = {name.strip().lower(): name.strip() for name in ",".join(said).split(",")}
        headers["Vary"] = ", ".join(names.values())


def _age(path: str, headers: MutableHeaders) -> str | None:
    folder = path[: path.find("/", 1) + 1]
    if folder in _KEPT_IN_FOLDERS:
        return _KEPT_IN_FOLDERS[folder]
    return ASK_FIRST if headers.get("content-type", "").startswith("text/html") else None
