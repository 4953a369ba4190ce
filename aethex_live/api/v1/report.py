"""Reports: what breaks the rules, told by anybody, decided by moderators and staff."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter, Moderator, Staff
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.report import (
    ANSWER_LENGTH,
    DETAILS_LENGTH,
    Report,
    ReportState,
    SubjectKind,
    Why,
)
from aethex_live.services import report
from aethex_live.services.context import current

router = Routes(tags=["reports"], responses=problems(401, 403))


class NewReport(Body):
    """What is wrong with what."""

    kind: SubjectKind
    subject_id: UUID
    why: Why
    details: Annotated[str, Field(max_length=2 * DETAILS_LENGTH)] = ""


class Decision(Body):
    """Whether the report is right, and what the reporter is told."""

    decision: Literal[ReportState.ACCEPTED, ReportState.REJECTED]
    answer: Annotated[str, Field(max_length=2 * ANSWER_LENGTH)] = ""


@router.post("/me/reports", status_code=201, summary="Report something", responses=problems(404, 409))
async def make(actor: AccountWriter, wish: NewReport) -> Report:
    """You get an answer when somebody has looked at it."""
    return await report.report(current(), actor, wish.kind, wish.subject_id, wish.why, wish.details)


@router.get("/me/reports", summary="What you have reported")
async def mine(actor: AccountReader, paging: Paging) -> Page[Report]:
    """And what became of it. The latest first."""
    return Page.of(await report.mine(current(), actor, paging))


@router.get("/channels/{slug}/moderation/reports", summary="Reports of messages", responses=problems(404))
async def of_channel(
    actor: Moderator, slug: Slug, paging: Paging, state: ReportState | None = None
) -> Page[Report]:
    """On this channel, for its moderators."""
    return Page.of(await report.of_channel(current(), actor, slug, paging, state=state))


@router.get("/admin/reports", summary="All reports")
async def queue(actor: Staff, paging: Paging, state: ReportState | None = None) -> Page[Report]:
    """The latest first."""
    return Page.of(await report.queue(current(), actor, paging, state=state))


@router.put("/reports/{report_id}/decision", summary="Decide on a report", responses=problems(404, 409))
async def decide(actor: Moderator, report_id: UUID, decision: Decision) -> Report:
    """Moderators on messages of their channels, staff on everything."""
    return await report.decide(current(), actor, report_id, decision.decision, decision.answer)
