"""How the site's parts are, for staff."""

from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import problems
from aethex_live.domain.health import Finding
from aethex_live.services import health
from aethex_live.services.context import current

router = Routes(prefix="/admin/health", tags=["administration"], responses=problems(401, 403))


class Health(BaseModel):
    """All parts, and whether pages can be shown."""

    ready: bool
    parts: list[Finding] = Field(description="Each with what was found, and what to do when it is not well.")


@router.get("", summary="How the site's parts are")
async def show(actor: Staff) -> Health:
    """Database, media server, recordings, background work, mail, disk, Redis, and the app itself."""
    findings = await health.report(current(), actor)
    return Health(ready=health.is_ready(findings), parts=list(findings))
