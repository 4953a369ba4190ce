"""Refuses requests that another site made a browser send: they would carry the person's cookie."""

from urllib.parse import urlsplit

from starlette.requests import Request

from aethex_live.errors import NotAllowed


def check(request: Request, base_url: str) -> None:
    """Browsers tell where a request comes from; what is no browser has no cookies to abuse."""
    site = request.headers.get("sec-fetch-site")
    if site == "same-origin":
        return
    origin = request.headers.get("origin")
    if site is None and origin is None:
        return
    ours = {urlsplit(base_url).netloc, request.headers.get("host")}
    if site is None and origin is not None and _host_of(origin) in ours:
        return
    raise NotAllowed(
        "This request came from another site. Open the page here and try again.", code="cross_site"
    )


def _host_of(origin: str) -> str:
    """Host and port of an origin; of what is none ("null", nonsense) all of it, as no site is called."""
    try:
        return urlsplit(origin).netloc or origin
    except ValueError:
        return origin
