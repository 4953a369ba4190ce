"""Where to go after logging in: only ever somewhere on this site."""

import re
from urllib.parse import urlsplit

_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")
LONGEST = 500


def safe_path(text: str, default: str = "/") -> str:
    """`text` when a browser would stay on this site following it, else `default`."""
    if len(text) > LONGEST or not _PATH.fullmatch(text):
        return default
    try:
        parts = urlsplit(text)
    except ValueError:
        return default
    if parts.scheme or parts.netloc or parts.path.startswith("/auth/"):
        return default
    return text
