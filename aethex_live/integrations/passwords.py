"""argon2id, in a few threads of its own: each hash takes 64 MiB and a good part of a second."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pwdlib.hashers.argon2 import Argon2Hasher

from aethex_live.errors import TooMany

T = TypeVar("T")

THREADS = 2
WAITING = 40  # more than that would wait longer than a browser does


class Argon2Passwords:
    """A PasswordHasher. The parameters are the library's defaults; tests choose cheaper ones."""

    def __init__(self, hasher: Argon2Hasher | None = None):
        self._hasher = hasher or Argon2Hasher()
        self._decoy = ""
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """A new hash with a salt of its own."""
        return await self._in_thread(lambda: self._hasher.hash(password))

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Whether they belong together; without a hash it takes as long and is False."""
        if hashed is None and not self._decoy:
            self._decoy = await self.hash("nobody's password")
        right = await self._in_thread(lambda: self._hasher.verify(password, hashed or self._decoy))
        return right and hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether it was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._waiting >= WAITING:
            raise TooMany("Many people are logging in at this moment. Try again in 10 seconds.", 10)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
