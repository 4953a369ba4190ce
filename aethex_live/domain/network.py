"""Where somebody comes from, as coarse as throttling needs it."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """An IPv4 address as it is; of IPv6 the /64, which is what one household has. Nonsense becomes empty."""
    try:
        parsed = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def client_address(peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The client's address when `trusted_proxies` of ours stand in front.

    Each proxy appends whom it saw to X-Forwarded-For: only that many entries from the right are true.
    """
    if trusted_proxies <= 0:
        return peer
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    if not hops:
        return peer
    return hops[-min(trusted_proxies, len(hops))]
