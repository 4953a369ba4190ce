"""Start a process that decodes what strangers sent, without our secrets; `settling` is its side."""

import asyncio
import os
import sys


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
