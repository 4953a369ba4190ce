"""The picture of a stream that changes every few seconds: made of its newest keyframe, kept in memory."""

import logging

from media_server.broadcast.sinks import Output
from media_server.jobs.errors import JobError
from media_server.jobs.pool import JobPool
from media_server.jobs.requests import ThumbnailJob
from media_server.packaging.outputs import InitSection, Part

log = logging.getLogger(__name__)


class Thumbnail:
    """An output sink of the source. `refresh` is called from time to time, whoever watches."""

    def __init__(self, pool: JobPool) -> None:
        self.picture: bytes | None = None
        self.version = 0
        self._pool = pool
        self._inits: dict[int, bytes] = {}
        self._part: Part | None = None
        self._working = False
        self._has_pictures = False

    def on_output(self, output: Output) -> None:
        if isinstance(output, InitSection):
            self._inits = {**self._inits, output.number: output.data}
            self._has_pictures = output.width > 0
        elif isinstance(output, Part) and output.independent and self._has_pictures:
            self._part = output

    def close(self) -> None:
        self._part = None

    async def refresh(self) -> None:
        part, self._part = self._part, None
        header = self._inits.get(part.init) if part else None
        if part is None or header is None or self._working:
            return
        self._working = True
        try:
            _, self.picture = await self._pool.run(ThumbnailJob(len(header)), header + part.data)
            self.version += 1
        except JobError as error:
            log.info("no thumbnail", extra={"why": str(error)})
        finally:
            self._working = False
