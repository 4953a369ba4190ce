"""How the workers of one installation find each other's rooms. One process needs none of it."""

import uuid
from typing import Any, NamedTuple, Protocol


class Message(NamedTuple):
    """`what` is the name of one of the things that Hub.receive understands."""

    what: str
    arguments: tuple[Any, ...]


class NotHere(Exception):
    """The room is not, or not any more, with the worker that was asked."""


class Receiver(Protocol):
    """What a bus calls."""

    async def receive(self, sender: str, message: Message) -> Any: ...

    def lost(self, key: str) -> None:
        """Another worker hosts this room now, or nobody does."""

    def unheard(self) -> None:
        """Messages to or from other workers have been lost."""

    def worker_gone(self, worker: str) -> None:
        """This worker does not listen any more."""


class Bus(Protocol):
    """`worker` names this process. What is cast to one worker arrives in the order in which it was cast."""

    worker: str

    async def start(self, receiver: Receiver) -> None: ...

    async def stop(self) -> None: ...

    async def claim(self, key: str) -> str:
        """The worker that hosts a room: this one from now on, when it was nobody."""

    async def is_claimed(self, key: str) -> bool:
        """Whether any worker hosts the room."""

    async def release(self, key: str) -> None:
        """Stop being the owner."""

    def watch(self, key: str, owner: str) -> None:
        """Call `lost(key)` when `owner` is not the owner any more."""

    def unwatch(self, key: str) -> None: ...

    def cast(self, worker: str, message: Message) -> None:
        """Send and go on."""

    async def ask(self, worker: str, message: Message) -> Any:
        """Send, and wait for what `receive` returns or raises there."""

    def shout(self, message: Message) -> None:
        """Send to all other workers and go on."""


class LocalBus:
    """The bus of a single process: every room is here."""

    def __init__(self) -> None:
        self.worker = uuid.uuid4().hex

    async def start(self, receiver: Receiver) -> None:
        pass

    async def stop(self) -> None:
        pass

    async def claim(self, key: str) -> str:
        return self.worker

    async def is_claimed(self, key: str) -> bool:
        return False  # whatever is open is open here

    async def release(self, key: str) -> None:
        pass

    def watch(self, key: str, owner: str) -> None:
        pass

    def unwatch(self, key: str) -> None:
        pass

    def cast(self, worker: str, message: Message) -> None:
        raise RuntimeError("A single process has no other worker to send to.")

    async def ask(self, worker: str, message: Message) -> Any:
        raise RuntimeError("A single process has no other worker to ask.")

    def shout(self, message: Message) -> None:
        pass
