"""The thread that does all writing to one disk, behind a bounded queue: no slow disk stops a stream."""

import logging
import queue
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

Task = Callable[[], None]

# With many streams a part comes every few milliseconds. Behind each the thread rests, and the next ones are written
# together: that wakes it less often, and takes the interpreter less often from the live path. Far less than a part's
# length, or a crash would cost two.
GATHER_S = 0.1


class DiskWriter:
    """Runs tasks one after another. A task must handle its own errors; one that does not is logged, counted in
    `failures`, and holds up no other.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._held = 0
        self.failures = 0
        self._lock = threading.Lock()
        self._hurry = threading.Event()
        self._tasks: queue.SimpleQueue[tuple[Task, int] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="recording-writer", daemon=True)
        self._thread.start()

    @property
    def held_bytes(self) -> int:
        return self._held

    def offer(self, task: Task, size: int = 0, hurry: bool = False) -> bool:
        """False when the queue is full. Tasks of size 0 are always taken. `hurry`: somebody waits for it."""
        with self._lock:
            if size and self._held + size > self._limit:
                return False
            self._held += size
        self._tasks.put((task, size))
        if hurry:
            self._hurry.set()
        return True

    def stop(self) -> None:
        """Finish what is queued, then end. Blocks for as long as the disk does."""
        self._tasks.put(None)
        self._hurry.set()
        self._thread.join()

    def _run(self) -> None:
        """Goes on whatever comes: a thread that had ended would be missed by nobody until all queues are full."""
        ended = False
        while not ended:
            try:
                self._work()
                ended = True
            except BaseException:
                self.failures += 1
                log.critical("writing recordings failed; the writer goes on", exc_info=True)

    def _work(self) -> None:
        """Returns when it is told to stop."""
        while (entry := self._tasks.get()) is not None:
            task, size = entry
            try:
                task()
            finally:
                with self._lock:
                    self._held -= size
            del entry, task  # else the last part's bytes stay alive while the thread waits
            if size and self._tasks.empty():
                self._hurry.wait(GATHER_S)
                self._hurry.clear()
