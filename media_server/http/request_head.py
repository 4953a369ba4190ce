"""Reads the head of a request for the fast lane; whatever is unusual about it is left to aiohttp."""

import re

from .addresses import Networks, client_address
from .desk import Ask
from .replies import takes_gzip

# A target without escapes, a version that keeps connections open, header lines with visible text only.
_HEAD = re.compile(
    rb"GET (/live/[A-Za-z0-9_./-]{1,600})(?:\?([A-Za-z0-9_.=&~-]{0,600}))? HTTP/1\.1\r\n"
    rb"((?:[A-Za-z0-9-]{1,64}:[\t\x20-\x7e\x80-\xff]*\r\n)*)\r\n"
)
# Headers that change what the request means or what becomes of the connection.
_UNUSUAL = re.compile(
    rb"(?:^|\n)(?:connection:(?! *keep-alive\r)|content-length|transfer-encoding|upgrade:|expect:|te:)"
)
_AGENT = re.compile(rb"(?:^|\n)user-agent: *([^\r]*)")
_FORWARDED = re.compile(rb"(?:^|\n)x-forwarded-for: *([^\r]*)")
_ENCODING = re.compile(rb"(?:^|\n)accept-encoding:([^\r]*)")


def parse_head(head: bytes, peer: str, trusted: Networks) -> Ask | None:
    """None: this is not for the fast lane."""
    match = _HEAD.fullmatch(head)
    if match is None:
        return None
    path, query, headers = match.groups()
    lowered = headers.lower()
    if _UNUSUAL.search(lowered) or b"/." in path or b"//" in path:
        return None
    agent = _AGENT.search(lowered)
    encoding = _ENCODING.search(lowered)
    forwarded = _FORWARDED.findall(lowered) if trusted else ()
    return Ask(
        path=path.decode(),
        query=(query or b"").decode(),
        address=client_address(peer, b",".join(forwarded).decode("latin-1"), trusted) if forwarded else peer,
        agent=agent[1].decode("latin-1") if agent else "",
        gzip=encoding is not None and takes_gzip(encoding[1].decode("latin-1")),
    )
