"""How a process settles in that decodes what strangers sent: low priority, bounded memory, its parent's fate.

On a file of its own, so that such a process needs no event loop: asyncio is a third of what it would load.
"""

import ctypes
import os
import resource
import signal

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38

# 4K pictures with their references, twice, in decoder and encoder, and what the libraries map.
MEMORY_BYTES = 4 * 1024**3


def settle_in() -> None:
    """First thing that a worker does. Ctrl-C in a terminal is for our parent, which then tells us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != int(os.environ["WORKER_PARENT"]):
        os._exit(0)  # it died before we could ask to die with it
    os.nice(int(os.environ["WORKER_NICE"]))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
