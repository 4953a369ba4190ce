"""The outside as objects that remember: a mailbox, a record of what was published, a clock set by hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from aethex_live.domain.happening import Happening
from aethex_live.domain.health import AppProcess, MailStanding, MediaStatus, Road
from aethex_live.domain.image import SHAPES, Crop, Format, Kind, Source
from aethex_live.domain.push import Outcome
from aethex_live.domain.stream import OnAir
from aethex_live.services.ports import Answer, Fetched, FetchFailed, Mail, Push, Sent


class Mailbox:
    """A Mailer that keeps what was sent."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def send(self, mail: Mail) -> None:
        self.mails.append(mail)

    @property
    def standing(self) -> MailStanding:
        return MailStanding(Road.TERMINAL)

    def last_to(self, address: str) -> Mail:
        """The newest mail to `address`."""
        return next(mail for mail in reversed(self.mails) if mail.to == address)


class Record:
    """A Publisher that keeps what happened."""

    def __init__(self) -> None:
        self.happenings: list[Happening] = []

    async def publish(self, happenings: Sequence[Happening]) -> None:
        self.happenings.extend(happenings)

    def names(self) -> list[str]:
        """What happened, in order."""
        return [happening.name for happening in self.happenings]


class HandClock:
    """A Clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)):
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        """Move on, e.g. `clock.forward(minutes=5)`."""
        self.now += timedelta(**delta)


WELL = MediaStatus(
    version="1.2.3",
    since=datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
    streams=2,
    publishers=2,
    viewers=40,
    recordings=2,
    lag_seconds=0.01,
    disk_free=500 * 1024**3,
    disk_total=1000 * 1024**3,
    disk_reserve=2 * 1024**3,
    refusing=False,
)


class Studio:
    """A media server that carries what the test puts into `carried`; None: it does not answer."""

    def __init__(self) -> None:
        self.carried: list[OnAir] | None = []
        self.does: MediaStatus | None = WELL
        self.kicked: list[tuple[str, str]] = []
        self.let_out_names: list[str] = []
        self.forwards: dict[str, str] = {}

    async def on_air(self) -> list[OnAir] | None:
        return self.carried

    async def status(self) -> MediaStatus | None:
        return self.does

    async def kick(self, name: str, reason: str) -> bool:
        self.kicked.append((name, reason))
        return self._carries(name)

    async def let_out(self, name: str) -> bool:
        self.let_out_names.append(name)
        return self._carries(name)

    async def start_forward(self, name: str, target: str, url: str) -> bool:
        self.forwards[target] = url
        return self._carries(name)

    async def stop_forward(self, name: str, target: str) -> bool:
        return self.forwards.pop(target, None) is not None

    def grant(self, name: str, viewer: str, until: datetime) -> str:
        return f"{int(until.timestamp())}.{viewer}.granted-{name}"

    def _carries(self, name: str) -> bool:
        return any(each.slug == name for each in self.carried or ())


class Darkroom:
    """An ImageMaker that looks at nothing: for tests in which what matters is whose a picture is, and where."""

    async def make(
        self, data: bytes, source: Source, kind: Kind, crop: Crop | None
    ) -> dict[tuple[int, Format], bytes]:
        return {(width, kept_as): b"a picture" for width in SHAPES[kind].widths for kept_as in Format}


class PushService:
    """A Pusher that keeps what was sent, and answers as the test wants."""

    public_key = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"

    def __init__(self) -> None:
        self.pushed: list[Push] = []
        self.answers: dict[str, Sent] = {}

    async def send(self, push: Push) -> Sent:
        self.pushed.append(push)
        return self.answers.get(push.endpoint, Sent(Outcome.TAKEN))


class Elsewhere:
    """Other servers: what the test puts under an address is there, everything else does not answer."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.told: list[tuple[str, bytes]] = []

    async def get(self, url: str, *, most: int) -> Fetched:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchFailed("The other server does not answer.")
        if len(self.pages[url]) > most:
            raise FetchFailed("The other server sends too much.")
        return Fetched(url, "video/mp2t", self.pages[url])

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        self.told.append((url, content))
        if url not in self.answers:
            raise FetchFailed("The other server does not answer.")
        return self.answers[url]


class Indoors:
    """The Surroundings of a test: no Redis, and nobody has a page open."""

    def process(self) -> AppProcess | None:
        return AppProcess("1.2.3", datetime(2026, 11, 21, 11, 0, tzinfo=UTC), 0, 100)

    async def redis_answers(self) -> bool | None:
        return None
