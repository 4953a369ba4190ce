"""Whose request it is, when proxies may stand in between."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address

Networks = Sequence[IPv4Network | IPv6Network]


def client_address(peer: str, forwarded_for: str, trusted: Networks) -> str:
    """The nearest address that is not one of our own proxies."""
    if not trusted or not forwarded_for or not _is_trusted(peer, tuple(trusted)):
        return peer
    for hop in reversed(forwarded_for[-1000:].split(",")):
        address = hop.strip().strip("[]")
        try:
            ip_address(address)
        except ValueError:
            return peer
        if not _is_trusted(address, tuple(trusted)):
            return address
        peer = address
    return peer


@lru_cache(maxsize=1024)
def _is_trusted(address: str, trusted: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted)
