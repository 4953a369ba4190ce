"""Counts requests for rate limits: in this process, or in Redis when several workers share the work."""

import time
from collections.abc import Callable
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from aethex_live.domain.rate_limit import WINDOW, Policy, Standing, stand, window_of

MOST_KEYS = 100_000  # about 20 MB

# Look and count in one step: two workers must not both take the last request.
_TAKE = """
local previous = tonumber(redis.call('GET', KEYS[1]) or '0')
local current = tonumber(redis.call('GET', KEYS[2]) or '0')
if previous * (1 - tonumber(ARGV[1])) + current + 1 <= tonumber(ARGV[2]) then
  redis.call('INCR', KEYS[2])
  redis.call('EXPIRE', KEYS[2], ARGV[3])
end
return {previous, current}
"""


class RateLimiter(Protocol):
    """Takes one request from what `key` has left under `policy`."""

    async def take(self, policy: Policy, key: str) -> Standing: ...


class MemoryLimiter:
    """For one process. `now` gives seconds since the epoch."""

    def __init__(self, now: Callable[[], float] = time.time, most_keys: int = MOST_KEYS):
        self._now = now
        self._most_keys = most_keys
        self._window = 0
        self._current: dict[tuple[str, str], int] = {}
        self._previous: dict[tuple[str, str], int] = {}

    async def take(self, policy: Policy, key: str) -> Standing:
        window, over = window_of(self._now())
        if window != self._window:
            self._previous = self._current if window == self._window + 1 else {}
            self._current = {}
            self._window = window
        name = (policy.name, key)
        current = self._current.get(name, 0)
        standing = stand(policy, self._previous.get(name, 0), current, over)
        if standing.allowed and (current or len(self._current) < self._most_keys):
            self._current[name] = current + 1
        return standing


class RedisLimiter:
    """For several workers. When Redis does not answer, requests pass: the API outlives its counter."""

    def __init__(self, redis: Redis, now: Callable[[], float] = time.time):
        self._script = redis.register_script(_TAKE)
        self._now = now

    async def take(self, policy: Policy, key: str) -> Standing:
        window, over = window_of(self._now())
        keys = [f"rate:{policy.name}:{key}:{number}" for number in (window - 1, window)]
        try:
            previous, current = await self._script(keys, [over, policy.quota, 2 * WINDOW])
        except (OSError, RedisError):
            return Standing(policy, True, 0, WINDOW)
        return stand(policy, int(previous), int(current), over)
