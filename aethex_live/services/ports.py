"""What the use cases need from outside, as small Protocols. The composition root gives the real ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from aethex_live.domain.art import Piece
from aethex_live.domain.happening import Happening
from aethex_live.domain.health import AppProcess, MailStanding, MediaStatus
from aethex_live.domain.image import Crop, Format, Kind, Source
from aethex_live.domain.oauth import Departure, ForeignAccount, Provider
from aethex_live.domain.passkey import Challenge, KnownPasskey, NewPasskey
from aethex_live.domain.push import Outcome
from aethex_live.domain.stream import OnAir


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one person; `html` is optional, `text` always there."""

    to: str
    subject: str
    text: str = field(repr=False)  # may hold a link that lets somebody in
    html: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict)


class Mailer(Protocol):
    """Sends mail, or raises; the caller decides whether to retry."""

    async def send(self, mail: Mail) -> None: ...

    @property
    def standing(self) -> MailStanding:
        """What has become of the mails of this process."""


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail, and when it was sent."""

    mail: Mail
    at: datetime


@runtime_checkable
class KeepsMail(Protocol):
    """A Mailer of a developer's machine, which shows what it was given."""

    @property
    def newest(self) -> list[SentMail]: ...


class Publisher(Protocol):
    """Gets what a unit of work has collected, after its commit and never before."""

    async def publish(self, happenings: Sequence[Happening]) -> None: ...


class PasswordHasher(Protocol):
    """Hashes passwords, slowly on purpose and off the event loop."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Whether they belong together. With None it takes as long and is False."""

    def is_outdated(self, hashed: str) -> bool:
        """Whether it was made with weaker parameters than today's."""


class Vault(Protocol):
    """Encrypts what the database must not know. `purpose` binds a secret to its place."""

    def seal(self, plain: bytes, purpose: str) -> bytes: ...

    def open(self, sealed: bytes, purpose: str) -> bytes: ...


class Passkeys(Protocol):
    """Asks for passkeys and checks the answers; refuses with PasskeyRefused."""

    def ask_new(
        self, site: str, user_id: UUID, username: str, display_name: str, known: Sequence[KnownPasskey]
    ) -> Challenge: ...

    def check_new(self, response: str, challenge: bytes) -> NewPasskey: ...

    def ask(self, allowed: Sequence[KnownPasskey] = ()) -> Challenge: ...

    def credential_in(self, response: str) -> bytes:
        """Which passkey the browser says it used."""

    def check(self, response: str, challenge: bytes, passkey: KnownPasskey) -> int:
        """The passkey's new counter."""


class OAuthProviders(Protocol):
    """Sends people to other sites to log in there, and asks those sites who came back."""

    def all(self) -> Sequence[Provider]: ...

    async def depart(self, provider: str, state: str) -> Departure: ...

    async def arrive(
        self, provider: str, parameters: Mapping[str, str], keep: dict[str, Any]
    ) -> ForeignAccount:
        """Who it is; refuses with ProviderRefused."""


class ObjectStore(Protocol):
    """Keeps bytes under names such as `images/poster/ab/ab12/640.webp`."""

    async def put(self, name: str, data: bytes) -> None:
        """Keep them; whoever reads sees the old ones or the new ones, never a part."""

    async def get(self, name: str) -> bytes | None: ...

    async def remove_below(self, prefix: str) -> None:
        """Forget everything whose name begins with `prefix`, which ends with a slash."""


class Artist(Protocol):
    """Draws pictures for a site that has none of its own yet."""

    async def draw(self, piece: Piece) -> dict[tuple[int, Format], bytes]:
        """All sizes, by width. The same piece is always drawn the same."""


class ImageMaker(Protocol):
    """Unpacks pictures of strangers where they can do no harm, and packs them anew."""

    async def make(
        self, data: bytes, source: Source, kind: Kind, crop: Crop | None
    ) -> dict[tuple[int, Format], bytes]:
        """All sizes, by width and format; refuses with InvalidInput."""


class Media(Protocol):
    """The media server, as far as use cases order it about."""

    async def on_air(self) -> list[OnAir] | None:
        """What it carries right now; None when it does not answer."""

    async def status(self) -> MediaStatus | None:
        """How it does; None when it does not answer."""

    async def kick(self, name: str, reason: str) -> bool:
        """End a broadcast; the encoder shows the reason. False when it cannot be reached or has no such one."""

    async def let_out(self, name: str) -> bool:
        """Let everybody play a stream that was private."""

    async def start_forward(self, name: str, target: str, url: str) -> bool:
        """Send a running stream to another service too."""

    async def stop_forward(self, name: str, target: str) -> bool:
        """Send it there no more."""

    def grant(self, name: str, viewer: str, until: datetime) -> str:
        """What lets `viewer` play a private stream: a part of its address."""


class Surroundings(Protocol):
    """What is around the use cases in this process."""

    def process(self) -> AppProcess | None:
        """The app as this process runs it; None in a command."""

    async def redis_answers(self) -> bool | None:
        """Whether Redis does; None when the settings name none."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at an address; `url` is where redirects led to."""

    url: str
    content_type: str
    body: bytes


class FetchFailed(Exception):
    """Nothing could be fetched; the text says why, and names no machine."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to what it was told; `retry_after` seconds it wants to be left alone, if it says so."""

    status: int
    retry_after: float = 0.0
    body: bytes = field(default=b"", repr=False)


class Fetcher(Protocol):
    """Reaches addresses that strangers name, and public ones only."""

    async def get(self, url: str, *, most: int) -> Fetched:
        """What is there, up to `most` bytes; raises FetchFailed."""

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Tell it something, and hear the answer; raises FetchFailed."""


@dataclass(frozen=True, slots=True)
class Push:
    """A message to one browser, which its push service keeps for `ttl` seconds while the browser is away."""

    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)
    auth: bytes = field(repr=False)
    message: bytes = field(repr=False)
    ttl: int
    urgent: bool
    topic: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What has become of a message, and how many seconds to wait before trying again."""

    outcome: Outcome
    retry_after: float = 0.0


class Pusher(Protocol):
    """Reaches browsers whose pages are closed."""

    @property
    def public_key(self) -> str:
        """What a browser has to know of us before it lets us."""

    async def send(self, push: Push) -> Sent: ...


@dataclass(frozen=True, slots=True)
class AccountTools:
    """Everything that log-in needs from outside."""

    passwords: PasswordHasher
    vault: Vault
    passkeys: Passkeys
    providers: OAuthProviders
    qr_code: Callable[[str], str]  # text to SVG
