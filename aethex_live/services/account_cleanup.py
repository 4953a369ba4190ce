"""Sweeping out what is over. For a job that runs every few minutes."""

import logging

from aethex_live.data import account_token, ceremony, session, throttle
from aethex_live.data import user as users
from aethex_live.domain.account_token import KEPT, UNVERIFIED_KEPT
from aethex_live.services import account
from aethex_live.services.context import Context

log = logging.getLogger(__name__)


async def tidy(context: Context) -> dict[str, int]:
    """Delete what has expired and accounts that nobody confirmed, erase those whose people have left.

    Gives how many of each.
    """
    now = context.clock()
    async with context.transaction() as uow:
        gone = {
            "sessions": await session.remove_expired(uow, now),
            "ceremonies": await ceremony.remove_expired(uow, now),
            "links": await account_token.remove_older(uow, now - KEPT),
            "email_changes": await account_token.remove_old_email_changes(uow, now),
            "throttles": await throttle.remove_full(uow, now),
            "unconfirmed": await users.remove_unverified(uow, now - UNVERIFIED_KEPT),
        }
    gone["erased"] = await account.erase_due(context)
    if any(gone.values()):
        log.info("Tidied up: %s", ", ".join(f"{count} {name}" for name, count in gone.items() if count))
    return gone
