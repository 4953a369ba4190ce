"""What the app counts, for Prometheus: to this machine, or to whoever shows the token."""

import hmac

from fastapi import APIRouter, Request, Response

from aethex_live import metrics
from aethex_live.errors import NotFound
from aethex_live.services.context import current

router = APIRouter(include_in_schema=False)
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


@router.get("/metrics")
async def show(request: Request) -> Response:
    """Prometheus' text format."""
    if not _may_see(request):
        raise NotFound
    return Response(metrics.text(), media_type=metrics.CONTENT_TYPE)


def _may_see(request: Request) -> bool:
    token = current().settings.metrics_token
    if token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    # A proxy on this machine comes from loopback too, but says for whom.
    forwarded = {"x-forwarded-for", "forwarded", "x-real-ip"} & set(request.headers)
    return not forwarded and request.client is not None and request.client.host in _LOOPBACK
