"""Which pages may open a websocket: a browser sends the visitor's cookies along, whoever's page it is."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit


def ours(base_url: str) -> Callable[[str | None, dict[str, Any]], bool]:
    """Tells whether a page of `origin` is one of this site, or of the address at which the site was reached.

    Programs send no Origin, and no cookies of anybody but themselves.
    """

    def allows(origin: str | None, environ: dict[str, Any]) -> bool:
        if origin is None or origin == base_url.rstrip("/"):
            return True
        try:
            return urlsplit(origin).netloc == environ.get("HTTP_HOST")
        except ValueError:
            return False

    return allows
