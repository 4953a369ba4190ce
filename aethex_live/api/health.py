"""Whether the process lives (/healthz) and whether it can serve (/readyz)."""

from fastapi import APIRouter, Response

from aethex_live.services import health
from aethex_live.services.context import current

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers; says nothing of what it needs."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(response: Response) -> dict[str, object]:
    """Pages can be shown, or 503. Of each part whether it is well; figures and sentences are for staff."""
    findings = await health.check(current())
    is_ready = health.is_ready(findings)
    if not is_ready:
        response.status_code = 503
    return {
        "status": "ok" if is_ready else "unavailable",
        "checks": {finding.part.value: finding.well for finding in findings},
    }
