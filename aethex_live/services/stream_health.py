"""How the streams do, every second: passed on to whoever looks, kept nowhere."""

from typing import Any

from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import channel_of
from aethex_live.services.context import Context

HEALTH = "stream.health"


async def hear(context: Context, reports: dict[str, Any]) -> None:
    """The newest report of every stream that the media server carries, by its name there."""
    happenings = []
    for name, report in reports.items():
        slug, test = channel_of(name)
        happenings.append(Happening(HEALTH, {"slug": slug, "test": test, "report": report}))
    await context.publisher.publish(happenings)
