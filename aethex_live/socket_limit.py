"""How many pages may be open at once: each costs memory for as long as it is open, so no stranger may open all."""

from collections import Counter

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from aethex_live import metrics
from aethex_live.api import client
from aethex_live.config import Settings

FULL = "As many pages of this site are open as it can carry. Try again in a minute."
FULL_FOR_NETWORK = "Too many pages of this site are open in your network. Close some of them, then reload."


class SocketLimit:
    """Around the whole app: counts its websockets, and refuses those that are too many before they open."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self._app = app
        self._settings = settings
        self._open: Counter[str] = Counter()
        metrics.sockets.set_function(self._open.total)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it in, or say why not."""
        if scope["type"] != "websocket":
            return await self._app(scope, receive, send)
        network = client.network(HTTPConnection(scope), self._settings.trusted_proxies)
        if self._open.total() >= self._settings.most_pages:
            return await _refuse(send, 503, FULL)
        if self._open[network] >= self._settings.most_pages_per_network:
            return await _refuse(send, 429, FULL_FOR_NETWORK)
        self._open[network] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[network] -= 1
            if not self._open[network]:
                del self._open[network]


async def _refuse(send: Send, status: int, text: str) -> None:
    metrics.sockets_refused.labels(status).inc()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"60")]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": text.encode()})
