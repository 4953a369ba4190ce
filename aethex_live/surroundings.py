"""What is around the use cases in this process, for those who ask whether all is well."""

from datetime import datetime

from redis.asyncio import Redis
from redis.exceptions import RedisError

from aethex_live import __version__, metrics
from aethex_live.clock import utc_now
from aethex_live.config import Settings
from aethex_live.domain.health import AppProcess

REDIS_SECONDS = 3


class Surroundings:
    """Of the app when it serves pages, else of a command."""

    def __init__(self, settings: Settings, *, serving: bool):
        self._settings = settings
        self._since: datetime | None = utc_now() if serving else None

    def process(self) -> AppProcess | None:
        """The app as this process runs it; None in a command."""
        if self._since is None:
            return None
        return AppProcess(__version__, self._since, metrics.open_pages(), self._settings.most_pages)

    async def redis_answers(self) -> bool | None:
        """Whether Redis does; None when the settings name none."""
        if not self._settings.redis_url:
            return None
        wait = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
        async with Redis.from_url(self._settings.redis_url, **wait) as redis:
            try:
                return bool(await redis.ping())
            except RedisError:
                return False
