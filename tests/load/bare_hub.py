"""What a room is measured against: the plainest websocket hub that Starlette allows.

`python -m tests.load.bare_hub PORT`
"""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from aethex_live.web_server import configuration

sockets: set[WebSocket] = set()


async def hub(socket: WebSocket) -> None:
    """Send to everybody what anybody says."""
    await socket.accept()
    sockets.add(socket)
    try:
        while True:
            text = await socket.receive_text()
            for other in list(sockets):
                await other.send_text(text)
    except WebSocketDisconnect:
        pass
    finally:
        sockets.discard(socket)


async def ping(request: Request) -> PlainTextResponse:
    return PlainTextResponse("pong")


def create() -> Starlette:
    return Starlette(routes=[WebSocketRoute("/ws", hub), Route("/ping", ping)])


def main() -> None:
    uvicorn.Server(configuration(create, factory=True, port=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
