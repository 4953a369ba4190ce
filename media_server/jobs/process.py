"""Start a process that decodes what strangers sent: no secrets, low priority, bounded memory, our fate."""

import asyncio
import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38

# 4K pictures with their references, twice, in decoder and encoder, and what the libraries map.
MEMORY_BYTES = 4 * 1024**3


async def spawn(module: str, *, nice: int, pass_fds: tuple[int, ...] = (), pipes: bool = True):
    """`python -m module`, with pipes to its standard input and output unless it is given descriptors."""
    # Nothing of our own environment goes along: it holds the secret that is shared with the app.
    environment = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "LANG": "C.UTF-8"}
    environment["WORKER_NICE"] = str(nice)
    environment["WORKER_PARENT"] = str(os.getpid())
    stream = asyncio.subprocess.PIPE if pipes else asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *(str(fd) for fd in pass_fds),
        stdin=stream,
        stdout=stream,
        env=environment,
        pass_fds=pass_fds,
    )


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
