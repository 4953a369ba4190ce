"""Records parts without end, and says on standard output which were handed over: for tests that kill it."""

import asyncio
import sys
from pathlib import Path

from media_server.record import writer
from media_server.record.settings import RecordSettings
from media_server.record.store import RecordingStore
from tests.media_server.record.helpers import init, segment


async def written(store: RecordingStore) -> None:
    """Give the writer the time that it has between two real parts."""
    for _ in range(1000):
        if not store.waiting_bytes:
            return
        await asyncio.sleep(0.001)


async def main(root: Path) -> None:
    writer.GATHER_S = 0.0  # parts come one after another here
    store = RecordingStore(root, RecordSettings(file_seconds=5.0, refuse_below_bytes=0, stop_below_bytes=0))
    store.open()
    recorder = store.start("channel", print)
    recorder.on_output(init())
    msn = 0
    while True:
        for number, output in enumerate(segment(msn, size=40_000)):
            recorder.on_output(output)
            await written(store)
            if number < 4:
                print(msn * 4 + number + 1, flush=True)
        msn += 1


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
