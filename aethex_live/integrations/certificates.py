"""The authorities whose certificates we believe: read once, for all that we ask over the network."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """For clients of httpx, each of which would otherwise read them anew, for 20 ms."""
    return httpx.create_ssl_context()
