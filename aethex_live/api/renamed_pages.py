"""The built pages, with the name of the site where the build wrote the product's: it knew no other."""

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from aethex_live.api.built_page import page_answer
from aethex_live.services.context import current

PRODUCT = "AeThex LIVE"
# As components/layout/mark.py draws them.
_WORDS = '<span>AeThex</span><span class="ui-wordmark-live">LIVE</span>'
_LABEL = f'aria-label="{PRODUCT}"'
_TITLE = re.compile(f"(<title>[^<]*){PRODUCT}")
MOST_KEPT = 200


def renamed(page: str, site: str) -> str:
    """`page` of a site that is called `site`. Its scripts read the name where they take the page over."""
    if site == PRODUCT:
        return page
    name = escape(site)
    page = page.replace("<html ", f'<html data-site="{name}" ', 1)
    page = page.replace(_WORDS, f"<span>{name}</span>").replace(_LABEL, f'aria-label="{name}"')
    return _TITLE.sub(lambda found: found[1] + name, page)


class RenamedPages(Route):
    """Gives the pages that have a file of their own, while the site has a name of its own.

    Otherwise this is no route of anything, and they are given as they lie there, packed already.
    """

    def __init__(self, built: Path):
        super().__init__("/{page:path}", self._give, include_in_schema=False)
        self._files = {
            f"/{file.parent.relative_to(built).as_posix()}": file for file in built.glob("*/**/index.html")
        }
        self._renamed = lru_cache(MOST_KEPT)(lambda file, site: renamed(file.read_text(), site))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this is such a page."""
        ours = (
            scope["type"] == "http"
            and scope["path"].rstrip("/") in self._files
            and current().site_name != PRODUCT
        )
        return super().matches(scope) if ours else (Match.NONE, {})

    async def _give(self, request: Request) -> Response:
        file = self._files[request.scope["path"].rstrip("/")]
        return page_answer(request, self._renamed(file, current().site_name))
