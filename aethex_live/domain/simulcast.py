"""Rules for sending a stream to other services too."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from aethex_live.domain.text import check_line
from aethex_live.errors import InvalidInput

NAME_LENGTH = 40
SERVER_LENGTH = 400
KEY_LENGTH = 400
MOST = 5  # a channel


@dataclass(frozen=True, slots=True)
class Target:
    """A service that gets the stream; its key stays with us. `state` is empty while nothing is on."""

    id: UUID
    name: str
    host: str
    enabled: bool
    state: str
    message: str


def check_name(text: str) -> str:
    """What the creator calls it."""
    return check_line(text, field="name", longest=NAME_LENGTH)


def check_address(server: str, key: str) -> tuple[str, str]:
    """The whole address and its host, out of the two values that a service shows for OBS."""
    server, key = server.strip().rstrip("/"), key.strip()
    try:
        parts = urlsplit(server)
        parts.port  # noqa: B018  (raises when it is none)
    except ValueError:
        raise _wrong_server() from None
    if len(server) > SERVER_LENGTH or not server.isprintable() or " " in server:
        raise _wrong_server()
    if parts.scheme not in ("rtmp", "rtmps") or not parts.hostname or not parts.path.strip("/"):
        raise _wrong_server()
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _wrong_server()
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable() or " " in key:
        raise InvalidInput("Paste the stream key of that service.", code="key_form", field="key")
    return f"{server}/{key}", parts.hostname


def _wrong_server() -> InvalidInput:
    return InvalidInput(
        "Use the server that the service shows for OBS, such as rtmps://live.example.com/app.",
        code="server_form",
        field="server",
    )
