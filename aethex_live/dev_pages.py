"""While somebody works on the code, pages come from the server that builds them anew with each change.

Reflex runs that one, Vite, on a port of its own. Whatever the app itself does not know is asked for there, so that
cookies, sockets, images and pages have one address, as in production.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "AETHEX_DEV_PAGES"  # set by `aethex-live dev`
PATIENCE = 60.0  # seconds: the first page brings all that it is made of
_OURS = ("/api/", "/_event")
_OF_ONE_CONNECTION = {b"connection", b"keep-alive", b"transfer-encoding"}


def around(create: Callable[[Path | None], Starlette], built: Path) -> list[Any]:
    """What Reflex puts around its app: our HTTP with the built pages, or with those of the other server."""
    address = os.environ.get(ADDRESS)
    return [create(None), partial(DevPages, address=address)] if address else [create(built)]


class DevPages:
    """Asks the other server for what `app` does not have."""

    def __init__(self, app: ASGIApp, address: str, transport: httpx.AsyncBaseTransport | None = None):
        self._app = app
        self._pages = httpx.AsyncClient(base_url=address, timeout=PATIENCE, transport=transport)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"].startswith(_OURS)
        ):
            return await self._app(scope, receive, send)
        missing = False

        async def send_what_is_there(message: Message) -> None:
            nonlocal missing
            missing = missing or message.get("status") == 404
            if not missing:
                await send(message)

        await self._app(scope, receive, send_what_is_there)
        if missing:
            await self._ask(scope, send)

    async def _ask(self, scope: Scope, send: Send) -> None:
        url = httpx.URL(
            raw_path=scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        )
        headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
        request = self._pages.build_request(scope["method"], url, headers=headers)
        try:
            answer = await self._pages.send(request, stream=True)
        except httpx.TransportError:
            return await _say(send, 503, b"The pages are still being built. Load this again in a moment.")
        try:
            kept = [pair for pair in answer.headers.raw if pair[0].lower() not in _OF_ONE_CONNECTION]
            await send({"type": "http.response.start", "status": answer.status_code, "headers": kept})
            async for piece in answer.aiter_raw():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await answer.aclose()


async def _say(send: Send, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"2")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
