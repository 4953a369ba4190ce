"""Replies sent through aiohttp, for everything that does not go over the fast lane."""

import asyncio

from aiohttp import web

from .replies import CORS, NO_STORE, PREFLIGHT, Reply

WRITE_PIECE = 256 * 1024  # what a slow reader can hold beyond its socket's own buffer


def preflight() -> web.Response:
    return web.Response(status=204, headers=PREFLIGHT)


def refused(status: int, reason: str) -> web.Response:
    return web.Response(status=status, text=reason + "\n", headers={**CORS, "Cache-Control": NO_STORE})


async def send(request: web.Request, reply: Reply, timeout_s: float) -> web.StreamResponse:
    """Slow readers wait for their own socket, and not for ever."""
    if len(reply.pieces) == 1 and reply.size <= WRITE_PIECE:
        return web.Response(status=reply.status, body=reply.pieces[0], headers=reply.headers)
    response = web.StreamResponse(status=reply.status, headers=reply.headers)
    response.content_length = reply.size
    try:
        async with asyncio.timeout(timeout_s):
            await response.prepare(request)
            if request.method != "HEAD":
                for piece in reply.pieces:
                    view = memoryview(piece)
                    for start in range(0, len(piece), WRITE_PIECE):
                        await response.write(view[start : start + WRITE_PIECE])
            await response.write_eof()
    except TimeoutError:
        if request.transport:
            request.transport.abort()
    return response
