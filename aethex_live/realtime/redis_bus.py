"""The bus of several workers: leases in Redis say who hosts a room, publish and subscribe carries the rest.

A worker renews its leases. When it dies they run out, or whoever speaks to it in vain takes them away.
What travels is pickled, as Reflex's own states in the same Redis are: whoever can write to it owns the site.
"""

import asyncio
import logging
import pickle
import uuid
from collections import deque
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from aethex_live.realtime.bus import Message, NotHere, Receiver

log = logging.getLogger(__name__)

LEASE = 6.0
RENEW_EVERY = 2.0
ANSWER_WITHIN = 5.0
MOST_UNCLAIMED = 3  # looks at a lease that is not there, before its room counts as lost
MOST_OUTGOING = 20_000

_EVERYBODY = "live:everybody"

_RENEW = """
local owner = redis.call('GET', KEYS[1])
if not owner then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]); return ARGV[1] end
if owner == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return owner
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class RedisBus:
    """Works on the Redis at `url`."""

    def __init__(self, url: str):
        self.worker = uuid.uuid4().hex
        self._redis = Redis.from_url(url)
        self._renew = self._redis.register_script(_RENEW)
        self._release = self._redis.register_script(_RELEASE)
        self._receiver: Receiver | None = None
        self._unheard = False  # whether messages to other workers have been lost
        self._watched: dict[str, str] = {}
        self._unclaimed: dict[str, int] = {}
        self._outgoing: deque[tuple[str, bytes]] = deque()
        self._something_to_send = asyncio.Event()
        self._asked: dict[str, tuple[str, asyncio.Future[Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, receiver: Receiver) -> None:
        """Listen. Raises a RedisError when Redis does not answer."""
        self._receiver = receiver
        subscribed = asyncio.get_running_loop().create_future()
        listening = self._spawn(self._listen(subscribed))
        await asyncio.wait([subscribed, listening], return_when=asyncio.FIRST_COMPLETED)
        if not subscribed.done():
            await listening
        self._spawn(self._send())
        self._spawn(self._keep())

    async def stop(self) -> None:
        """Say nothing more, and hear nothing."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._redis.aclose()

    async def claim(self, key: str) -> str:
        return (await self._renew([_lease(key)], [self.worker, _ms(LEASE)])).decode()

    async def is_claimed(self, key: str) -> bool:
        return bool(await self._redis.exists(_lease(key)))

    async def release(self, key: str) -> None:
        try:
            await self._release([_lease(key)], [self.worker])
        except RedisError:
            log.warning("A room's lease could not be given back; it runs out in %s s", LEASE)

    def watch(self, key: str, owner: str) -> None:
        self._watched[key] = owner

    def unwatch(self, key: str) -> None:
        self._watched.pop(key, None)
        self._unclaimed.pop(key, None)

    def cast(self, worker: str, message: Message) -> None:
        self._say(_mailbox(worker), ("cast", self.worker, message))

    def shout(self, message: Message) -> None:
        self._say(_EVERYBODY, ("cast", self.worker, message))

    async def ask(self, worker: str, message: Message) -> Any:
        number = uuid.uuid4().hex
        answer = asyncio.get_running_loop().create_future()
        self._asked[number] = (worker, answer)
        try:
            if not self._say(_mailbox(worker), ("ask", self.worker, number, message)):
                raise ConnectionError("Redis takes nothing: too much is waiting to be said to other workers.")
            return await asyncio.wait_for(answer, ANSWER_WITHIN)
        finally:
            del self._asked[number]

    def _say(self, channel: str, letter: tuple[Any, ...]) -> bool:
        if len(self._outgoing) >= MOST_OUTGOING:
            self._unheard = True
            return False
        self._outgoing.append((channel, pickle.dumps(letter)))
        self._something_to_send.set()
        return True

    async def _send(self) -> None:
        assert self._receiver is not None
        while True:
            await self._something_to_send.wait()
            self._something_to_send.clear()
            letters = list(self._outgoing)
            self._outgoing.clear()
            pipeline = self._redis.pipeline(transaction=False)
            for channel, letter in letters:
                pipeline.publish(channel, letter)
            try:
                heard_by = await pipeline.execute()
            except (OSError, RedisError):
                log.exception("Redis took no messages")
                self._unheard = True
                await asyncio.sleep(RENEW_EVERY)
                continue
            if self._unheard:
                self._unheard = False
                self._spawn(self._recover())
            for channel in {
                channel for (channel, _), heard in zip(letters, heard_by, strict=True) if not heard
            }:
                if channel != _EVERYBODY:
                    await self._gone(channel.removeprefix(_mailbox("")))

    async def _listen(self, subscribed: asyncio.Future[None]) -> None:
        assert self._receiver is not None
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(_mailbox(self.worker), _EVERYBODY)
                    if subscribed.done():
                        self._spawn(self._recover())
                    else:
                        subscribed.set_result(None)
                    async for letter in pubsub.listen():
                        await self._take(pickle.loads(letter["data"]))
            except (OSError, RedisError):
                if not subscribed.done():
                    raise
                log.exception("The connection to Redis is lost")
                await asyncio.sleep(RENEW_EVERY)

    async def _take(self, letter: tuple[Any, ...]) -> None:
        assert self._receiver is not None
        match letter:
            case "cast", sender, message if sender != self.worker:
                try:
                    await self._receiver.receive(sender, Message(*message))
                except Exception:
                    log.exception("Another worker's message could not be obeyed: %s", message[0])
            case "ask", sender, number, message:
                self._spawn(self._answer(sender, number, Message(*message)))
            case "answer", number, error, value:
                _, future = self._asked.get(number, ("", None))
                if future is not None and not future.done():
                    if error:
                        future.set_exception(_unpacked(value))
                    else:
                        future.set_result(value)

    async def _answer(self, sender: str, number: str, message: Message) -> None:
        assert self._receiver is not None
        try:
            answer = ("answer", number, False, await self._receiver.receive(sender, message))
        except Exception as error:
            answer = ("answer", number, True, _packed(error))
        self._say(_mailbox(sender), answer)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY)
            await self._renew_and_look()

    async def _renew_and_look(self) -> None:
        """Renew the leases of this worker's rooms, and look whether the others' are where they were."""
        try:
            for key, owner in list(self._watched.items()):
                if await self._has_moved(key, owner) and self._watched.get(key) == owner:
                    self._lost(key)
        except (OSError, RedisError):
            log.warning("Redis does not answer; rooms stay where they are")

    async def _has_moved(self, key: str, owner: str) -> bool:
        """Whether another worker has the lease, or nobody has had it for longer than its owner takes to renew it.

        A Redis that was away may have forgotten it, and be seen here before its owner has seen it.
        """
        if owner == self.worker:
            return await self.claim(key) != owner
        holder = await self._redis.get(_lease(key))
        if holder is not None:
            self._unclaimed.pop(key, None)
            return holder.decode() != owner
        self._unclaimed[key] = self._unclaimed.get(key, 0) + 1
        return self._unclaimed[key] >= MOST_UNCLAIMED

    async def _recover(self) -> None:
        """Redis is back, perhaps without leases: let those who have rooms say so before others claim them."""
        assert self._receiver is not None
        try:
            for key, owner in list(self._watched.items()):
                if owner == self.worker:
                    await self.claim(key)
        except (OSError, RedisError):
            return  # gone again: the next time will be complete
        await asyncio.sleep(2 * RENEW_EVERY)
        self._receiver.unheard()

    async def _gone(self, worker: str) -> None:
        """A worker hears nothing any more: take its rooms away, and forget its people."""
        assert self._receiver is not None
        for _, (asked, answer) in list(self._asked.items()):
            if asked == worker and not answer.done():
                answer.set_exception(NotHere(worker))
        for key, owner in list(self._watched.items()):
            if owner == worker:
                await self._release([_lease(key)], [worker])
                self._lost(key)
        self._receiver.worker_gone(worker)

    def _lost(self, key: str) -> None:
        assert self._receiver is not None
        self.unwatch(key)
        self._receiver.lost(key)

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _lease(key: str) -> str:
    return f"live:room:{key}"


def _mailbox(worker: str) -> str:
    return f"live:worker:{worker}"


def _ms(seconds: float) -> int:
    return int(seconds * 1000)


def _packed(error: Exception) -> tuple[type[Exception], tuple[Any, ...], dict[str, Any]]:
    """An error with what it carries, whatever its constructor asks for."""
    return type(error), error.args, dict(error.__dict__)


def _unpacked(packed: tuple[type[Exception], tuple[Any, ...], dict[str, Any]]) -> Exception:
    kind, arguments, attributes = packed
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(attributes)
    return error
