"""`python -m aethex_live.demo_tv FOLDER`: publish the demo channels until told to stop.

The addresses with their keys come by standard input, one `programme address` a line: arguments and environment
of a process are easier to look at.
"""

import contextlib
import logging
import os
import signal
import sys
import threading
from pathlib import Path

import av

from aethex_live import log
from aethex_live.demo_tv import loops, scenes, sounds
from aethex_live.demo_tv.publisher import publish_for_ever

PROGRAMMES = {
    "orrery": (scenes.orrery, sounds.room_tone),
    "dance_floor": (scenes.dance_floor, sounds.house_music),
}
NICENESS = 15


def main() -> int:
    """One thread a programme; each begins as soon as its loop is there."""
    log.configure("text")
    av.logging.set_level(av.logging.PANIC)  # it would write addresses, which hold keys
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    for line in sys.stdin:
        programme, _, url = line.strip().partition(" ")
        if programme in PROGRAMMES:
            arguments = (Path(sys.argv[1]), programme, url, stop)
            threading.Thread(target=_show, args=arguments, daemon=True).start()
    stop.wait()
    return 0


def _show(folder: Path, programme: str, url: str, stop: threading.Event) -> None:
    scene, formula = PROGRAMMES[programme]
    try:
        pictures = loops.pictures(folder, programme, scene)
        sound = loops.sound(folder, programme, formula)
        publish_for_ever(url, pictures, sound, lambda: not stop.is_set())
    except Exception:
        logging.getLogger(__name__).exception("A demo channel cannot be shown")


if __name__ == "__main__":
    sys.exit(main())
