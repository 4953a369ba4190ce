"""Mail behind the back of whoever waits for a page: taken at once, sent in the background, tried again.

It also keeps secrets: a page that waited for the mail server would tell by its time whether an address has an
account.
"""

import asyncio
import logging
from datetime import datetime
from typing import Protocol

from aethex_live.clock import Clock, utc_now
from aethex_live.domain.health import MailStanding, Road
from aethex_live.services.ports import Mail

log = logging.getLogger(__name__)

WAITING = 1000
AT_ONCE = 5  # mails on their way: servers do not like many connections
PAUSES = (5.0, 60.0, 600.0)  # seconds before the second, third and fourth try
GOODBYE = 10.0  # seconds that stopping waits for what is still to be sent


class Carrier(Protocol):
    """Brings a mail to its server, or raises."""

    async def send(self, mail: Mail) -> None: ...


class MailQueue:
    """A Mailer in front of a carrier, to be used as `async with`."""

    def __init__(self, carrier: Carrier, pauses: tuple[float, ...] = PAUSES, clock: Clock = utc_now):
        self._carrier = carrier
        self._pauses = pauses
        self._clock = clock
        self._sent_at: datetime | None = None
        self._failed_at: datetime | None = None
        self._failure = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> "MailQueue":
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GOODBYE)
        for task in self._tasks:
            task.cancel()

    async def send(self, mail: Mail) -> None:
        """Take the mail; raises only when the mail server has been away for very long."""
        if len(self._tasks) >= WAITING:
            raise RuntimeError("The mail queue is full: the mail server does not take mail any more.")
        task = asyncio.create_task(self._deliver(mail))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def standing(self) -> MailStanding:
        """What waits, what left last, and what went wrong last."""
        return MailStanding(Road.SMTP, len(self._tasks), self._sent_at, self._failed_at, self._failure)

    async def _deliver(self, mail: Mail) -> None:
        for pause in (*self._pauses, None):
            try:
                async with self._gate:
                    await self._carrier.send(mail)
                self._sent_at = self._clock()
                return
            except Exception as error:
                # Neither the address nor the text: logs are read by more people than mail is.
                self._failed_at, self._failure = self._clock(), type(error).__name__
                log.warning("A mail could not be sent: %s", self._failure)
                if pause is None:
                    log.error("A mail was given up after %d tries.", len(self._pauses) + 1)
                    return
            await asyncio.sleep(pause)
