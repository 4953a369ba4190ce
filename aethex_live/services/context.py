"""What every use case gets: who asks (Actor) and what it works with (Context).

No globals but the one current Context.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from uuid import UUID

from aethex_live.clock import Clock, utc_now
from aethex_live.config import Settings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.errors import NotLoggedIn
from aethex_live.services.chat_queue import ChatQueue
from aethex_live.services.health_cache import RecentHealth
from aethex_live.services.kept import Kept
from aethex_live.services.ports import (
    AccountTools,
    Fetcher,
    ImageMaker,
    Mailer,
    Media,
    ObjectStore,
    Publisher,
    Pusher,
    Surroundings,
)
from aethex_live.services.session_cache import SessionCache


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. Built at the door (cookie, token, command line), never from arguments that a client sends."""

    user_id: UUID | None = None
    role: str = "user"
    session_id: UUID | None = None
    scopes: frozenset[str] | None = None  # None: everything that the person may do (a browser session)
    network: str = ""  # for throttling: the address, shortened to its network
    language: str = ""  # what they read, as their browser tells; empty: not known

    def required(self) -> UUID:
        """The person's id, or a refusal when nobody is logged in."""
        if self.user_id is None:
            raise NotLoggedIn
        return self.user_id


ANONYMOUS = Actor()


@dataclass(slots=True)
class Signboard:
    """What an admin calls the site, as far as this process has heard; empty: as the settings say."""

    name: str = ""
    tagline: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a use case works with."""

    settings: Settings
    transaction: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    mailer: Mailer
    publisher: Publisher
    accounts: AccountTools
    store: ObjectStore
    images: ImageMaker
    media: Media
    fetcher: Fetcher
    pusher: Pusher
    surroundings: Surroundings
    clock: Clock = field(default=utc_now)
    sessions: SessionCache = field(default_factory=SessionCache)
    access_tokens: SessionCache = field(default_factory=SessionCache)
    chat: ChatQueue = field(default_factory=ChatQueue)
    kept: Kept = field(default_factory=Kept)
    signboard: Signboard = field(default_factory=Signboard)
    health: RecentHealth = field(default_factory=RecentHealth)

    @property
    def site_name(self) -> str:
        """What visitors know the site as."""
        return self.signboard.name or self.settings.site_name


_current: Context | None = None


def use(context: Context | None) -> None:
    """Make `context` the one that state, API and jobs of this process work with."""
    global _current
    _current = context


def current() -> Context:
    """The Context of this process."""
    if _current is None:
        raise RuntimeError(
            "The app has no Context yet: start it with `aethex-live up`, or call services.context.use()."
        )
    return _current
