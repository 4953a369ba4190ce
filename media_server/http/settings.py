"""What an operator may decide about the HTTP side, each with its reason."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True, slots=True)
class HttpSettings:
    waiting_per_stream: int = 20_000
    """Requests that may wait for the next part of one stream; 20,000 hold about 400 MB."""

    waiting_per_address: int = 6_000
    """The same from one address. Generous, because a proxy or a campus is one address."""

    send_timeout_s: float = 30.0
    """A reader that does not take a part within this time holds memory and is cut off."""

    segment_max_age_s: int = 3_600
    """How long caches may keep parts, segments and inits. Their names are never used again."""

    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Proxies whose X-Forwarded-For is believed; from anyone else the header means nothing."""

    player_page: bool = True
    """The test player at `/` and the list of public streams at `/api/streams`."""
