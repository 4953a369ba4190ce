"""Limits on trying. A try is written down in a transaction of its own, so that failing does not undo it."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from aethex_live.data import throttle
from aethex_live.domain.throttle import Rate, in_words
from aethex_live.domain.throttle import spend as rule
from aethex_live.errors import TooMany, Words
from aethex_live.services.context import Context


@dataclass(frozen=True, slots=True)
class Limit:
    """One bucket: `what` is limited for `whom`."""

    what: str
    whom: str
    rate: Rate

    @property
    def key(self) -> bytes:
        return hashlib.sha256(f"{self.what}\0{self.whom}".encode(errors="replace")).digest()


def limit(what: str, whom: object, burst: int, every: timedelta) -> Limit:
    """`burst` tries of `what` at once for `whom`, then one more `every` so often."""
    return Limit(what, str(whom), Rate(burst, every))


async def spend(context: Context, *limits: Limit) -> None:
    """Try once against all `limits`; refuses with TooMany when one of them is exhausted.

    A limit for nobody in particular (an unknown network) is left out.
    """
    asked = {each.key: each.rate for each in limits if each.whom}
    if not asked:
        return
    now = context.clock()
    async with context.transaction() as uow:
        buckets = await throttle.lock(uow, asked, now)
        verdicts = {key: rule(full_at, now, asked[key]) for key, full_at in buckets.items()}
        wait = max(verdict.retry_after for verdict in verdicts.values())
        if wait == 0:
            await throttle.fill(uow, {key: verdict.full_at for key, verdict in verdicts.items()})
    if wait > 0:
        raise TooMany(Words("Too many attempts. Try again in {wait}.", wait=in_words(wait)), wait)


async def forgive(context: Context, *limits: Limit) -> None:
    """Give all tries back, because somebody has proved to be in the right."""
    async with context.transaction() as uow:
        await throttle.forget(uow, [each.key for each in limits])
