"""Bytes from files: old segments of a running stream, which only lie in its recording."""

import asyncio
import os

from aiohttp import web

from .answering import WRITE_PIECE, refused
from .desk import FromDisk
from .replies import CORS


async def slice_answer(request: web.Request, answer: FromDisk, timeout_s: float) -> web.StreamResponse:
    """The disk is read in a thread, piece by piece: a slow disk stops nobody else."""
    piece = answer.place
    loop = asyncio.get_running_loop()
    try:
        file = await loop.run_in_executor(None, os.open, piece.path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return refused(404, "There is no such file any more.")
    headers = {**CORS, "Content-Type": answer.content_type, "Cache-Control": answer.cache}
    response = web.StreamResponse(headers=headers)
    response.content_length = piece.size
    try:
        async with asyncio.timeout(timeout_s):
            await response.prepare(request)
            offset, end = piece.offset, piece.offset + piece.size
            while offset < end and request.method != "HEAD":
                data = await loop.run_in_executor(
                    None, os.pread, file, min(WRITE_PIECE, end - offset), offset
                )
                if not data:
                    raise OSError("the file is shorter than its index says")
                offset += len(data)
                await response.write(data)
            await response.write_eof()
    except (TimeoutError, OSError):
        # The length is promised already: only a broken connection tells the player that bytes are missing.
        if request.transport:
            request.transport.abort()
    finally:
        os.close(file)
    return response
