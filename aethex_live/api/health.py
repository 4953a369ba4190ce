"""Whether the process lives (/healthz) and whether it can serve (/readyz)."""

from fastapi import APIRouter, Response

from aethex_live.services import health

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers; says nothing of what it needs."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(response: Response) -> dict[str, object]:
    """Every dependency answers, or 503 with the name of the one that does not."""
    checks = await health.check()
    if not all(checks.values()):
        response.status_code = 503
    return {"status": "ok" if all(checks.values()) else "unavailable", "checks": checks}
