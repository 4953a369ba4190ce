"""What the equipment of all broadcasts shares."""

import asyncio
from dataclasses import dataclass, field

from media_server.broadcast.equipment import Announcer
from media_server.health.meters import LoudnessMeters
from media_server.hls.timeline import TimelineSettings
from media_server.http.live import LiveStream, LiveStreams
from media_server.jobs.pool import JobPool
from media_server.packaging.settings import PackagerSettings
from media_server.transcode.cost import CpuBudget
from media_server.transcode.ladder import Ladder
from media_server.workshop.archive import Archive


@dataclass(slots=True)
class Shop:
    """Held together by the composition root."""

    streams: LiveStreams
    announcer: Announcer
    archive: Archive
    pool: JobPool
    meters: LoudnessMeters
    budget: CpuBudget
    packager: PackagerSettings
    timeline: TimelineSettings
    keep_ended_s: float
    allow_private_forwards: bool
    _retiring: set[asyncio.Task[None]] = field(default_factory=set)

    async def wait_retired(self) -> None:
        await asyncio.gather(*self._retiring, return_exceptions=True)

    def retire(self, live: LiveStream, ladder: Ladder | None) -> None:
        """Its playlists stay a while, with their end in them, for those who still watch."""
        task = asyncio.get_running_loop().create_task(self._retire(live, ladder))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    async def _retire(self, live: LiveStream, ladder: Ladder | None) -> None:
        if ladder is not None:
            await ladder.wait_closed()  # the last pictures of its rungs are still in the making
        live.close()
        asyncio.get_running_loop().call_later(self.keep_ended_s, self._forget, live)

    def _forget(self, live: LiveStream) -> None:
        if self.streams.get(live.name) is live:
            del self.streams[live.name]
