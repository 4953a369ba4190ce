"""Passing a page on."""

from aethex_live.domain.share import Shared, paths
from aethex_live.services.context import Context


def links(context: Context, kind: str, name: str) -> Shared:
    """Where a page is for others. It need not exist: an address tells nothing."""
    path, player = paths(kind, name)
    base = context.settings.base_url.rstrip("/")
    link = base + path
    return Shared(link, base + player if player else "", context.accounts.qr_code(link))
