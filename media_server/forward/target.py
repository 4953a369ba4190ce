"""The address of a forward target, checked and taken apart."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from media_server.rtmp.client import Destination

DEFAULT_PORTS = {"rtmp": 1935, "rtmps": 443}
MAX_URL_LENGTH = 1_000


class TargetError(Exception):
    """The address cannot be used; the text says why, and names no key."""


@dataclass(frozen=True, slots=True)
class Target:
    """`rtmp(s)://host[:port]/app/key`."""

    host: str
    port: int
    encrypted: bool
    destination: Destination = field(repr=False)


def parse_target(url: str) -> Target:
    if len(url) > MAX_URL_LENGTH or not url.isprintable():
        raise TargetError("The address is too long or holds characters that do not belong there.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TargetError("The address cannot be read.") from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise TargetError("The address must begin with rtmp:// or rtmps:// and name a host.")
    if parts.username or parts.password:
        raise TargetError("User names in the address are not supported.")
    path, _, name = parts.path.strip("/").rpartition("/")
    if not path or not name:
        raise TargetError("The address must end in /app/key.")
    if parts.query:
        name = f"{name}?{parts.query}"
    app = unquote(path)
    port = port or DEFAULT_PORTS[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    tc_url = f"{parts.scheme}://{host}:{port}/{app}"
    return Target(parts.hostname, port, parts.scheme == "rtmps", Destination(app, tc_url, name))


def check_public(address: str) -> None:
    """The egress guard: creators must not make this server talk to machines out of their own reach."""
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    if not (mapped or parsed).is_global or parsed.is_multicast:
        raise TargetError("The address leads into a private network.")
