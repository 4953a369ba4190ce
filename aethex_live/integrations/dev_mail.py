"""Mail without a mail server: printed to the terminal, and the newest kept for the developer's mail page."""

import sys
from collections import deque
from typing import TextIO

from aethex_live.clock import Clock, utc_now
from aethex_live.domain.health import MailStanding, Road
from aethex_live.services.ports import Mail, SentMail

KEPT = 50


class DevMailer:
    """A Mailer for a machine of one's own. Never in production: mails hold links that let people in."""

    def __init__(self, terminal: TextIO | None = None, clock: Clock = utc_now):
        self._terminal = terminal
        self._clock = clock
        self._kept: deque[SentMail] = deque(maxlen=KEPT)

    async def send(self, mail: Mail) -> None:
        """Show it."""
        self._kept.appendleft(SentMail(mail, self._clock()))
        body = "\n".join(f"  | {line}" for line in mail.text.splitlines())
        print(
            f"\n  | Mail to {mail.to}\n  | {mail.subject}\n  |\n{body}\n",
            file=self._terminal or sys.stderr,
            flush=True,
        )

    @property
    def standing(self) -> MailStanding:
        """Nothing can go wrong."""
        return MailStanding(Road.TERMINAL, sent_at=self._kept[0].at if self._kept else None)

    @property
    def newest(self) -> list[SentMail]:
        """What was sent since the start, the newest first, at most 50."""
        return list(self._kept)
