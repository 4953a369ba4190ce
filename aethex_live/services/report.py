"""Reports: of messages to the channel's moderators and to staff, of everything else to staff alone."""

from dataclasses import dataclass
from uuid import UUID

from aethex_live.data import chatroom
from aethex_live.data import report as reports
from aethex_live.data import user as users
from aethex_live.data.models.report import Report as Row
from aethex_live.data.report import Reported
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import report as rules
from aethex_live.domain.channel_role import Act
from aethex_live.domain.form import not_among
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind
from aethex_live.domain.notification import Kind
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.report import Report, ReportState, SubjectKind
from aethex_live.domain.user import Duty
from aethex_live.domain.user import may as may_on_site
from aethex_live.errors import Conflict, InvalidInput, NotFound
from aethex_live.services import chat_access, notification
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require
from aethex_live.services.moderation_log import note
from aethex_live.services.throttle import limit, spend

MADE, DECIDED = "report.made", "report.decided"
FOR_MODERATORS = (SubjectKind.MESSAGE,)  # the others are about those who run the channel, or the whole site


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is reported: whom it is about, where it was, what it was like."""

    about_id: UUID
    name: str
    snapshot: str = ""
    channel_id: UUID | None = None


async def report(
    context: Context, actor: Actor, kind: str, subject_id: UUID, why: str, details: str = ""
) -> Report:
    """Tell that something breaks the rules."""
    user_id = actor.required()
    if kind not in set(SubjectKind):
        raise not_among(SubjectKind, code="unknown_kind", field="kind")
    why, details = rules.check_why(why), rules.check_details(details)
    await spend(context, limit("report", user_id, rules.BURST, rules.EVERY))
    async with context.transaction() as uow:
        subject = await _subject(context, uow, SubjectKind(kind), subject_id)
        if subject.about_id == user_id:
            raise InvalidInput("This is your own.", code="oneself", field="subject_id")
        row = Row(
            reporter_id=user_id,
            kind=kind,
            subject_id=subject_id,
            about_id=subject.about_id,
            channel_id=subject.channel_id,
            subject_name=subject.name[:100],
            snapshot=subject.snapshot[: rules.SNAPSHOT_LENGTH],
            why=why,
            details=details,
            created_at=context.clock(),
        )
        try:
            await reports.add(uow, row)
        except Reported as error:
            raise Conflict(
                "You have reported this already. You get an answer when somebody has looked at it.",
                code="reported",
            ) from error
        await _tell(context, uow, MADE, row)
        return await reports.show(uow, row.id)


async def mine(context: Context, actor: Actor, request: PageRequest = FIRST) -> Page[Report]:
    """What I have reported, and what became of it."""
    async with context.transaction() as uow:
        return await reports.page(uow, request, reporter_id=actor.required())


async def of_channel(
    context: Context,
    actor: Actor,
    slug: str,
    request: PageRequest = FIRST,
    *,
    state: ReportState | None = None,
) -> Page[Report]:
    """Reports of messages on a channel. For its moderators."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        return await reports.page(
            uow, request, channel_id=here.room.channel_id, kinds=FOR_MODERATORS, state=state
        )


async def queue(
    context: Context, actor: Actor, request: PageRequest = FIRST, *, state: ReportState | None = None
) -> Page[Report]:
    """All reports. For staff."""
    require(actor, Duty.SUSPEND)
    async with context.transaction() as uow:
        return await reports.page(uow, request, state=state)


async def decide(context: Context, actor: Actor, report_id: UUID, decision: str, answer: str = "") -> Report:
    """Say whether a report is right, and answer to who made it. What follows of it is done by itself."""
    user_id = actor.required()
    state, answer = rules.check_decision(decision), rules.check_answer(answer)
    async with context.transaction() as uow:
        row = await reports.by_id(uow, report_id)
        room = None
        if row is not None and row.channel_id is not None:
            room = await chatroom.by_id(uow, row.channel_id, context.clock())
        may = row is not None and may_on_site(actor.role, Duty.SUSPEND)
        if row is not None and room is not None and row.kind in FOR_MODERATORS:
            here = await chat_access.here(uow, room, user_id, actor.role)
            may = may or (here.may(Act.MODERATE) and row.about_id != user_id)
        if row is None or not may:
            raise NotFound("There is no such report.")
        if row.state != ReportState.OPEN:
            raise Conflict("Somebody has decided on this already.", code="report_decided")
        row.state, row.answer = state, answer
        row.decided_by, row.decided_at = user_id, context.clock()
        if room is not None:
            about = {"subject_id": row.about_id, "report_id": str(row.id), "decision": state}
            await note(context, uow, room, user_id, ActKind.REPORT_DECIDED, **about)
        await notification.tell(
            context, uow, row.reporter_id, Kind.REPORT_ANSWERED, row.id, said=row.subject_name
        )
        await _tell(context, uow, DECIDED, row)
        return await reports.show(uow, row.id)


async def count_open(context: Context, slug: str) -> int:
    """How many reports wait for the moderators of a channel; for their room."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        return await reports.count_open(uow, room.channel_id, FOR_MODERATORS)


async def _tell(context: Context, uow: UnitOfWork, name: str, row: Row) -> None:
    room = await chatroom.by_id(uow, row.channel_id, context.clock()) if row.channel_id else None
    data = {"slug": room.slug if room else "", "report_id": str(row.id), "state": row.state}
    uow.happen(Happening(name, {**data, "reporter_id": str(row.reporter_id)}, key=row.id))


async def _subject(context: Context, uow: UnitOfWork, kind: SubjectKind, subject_id: UUID) -> _Subject:
    match kind:
        case SubjectKind.USER:
            found = await _user(uow, subject_id)
        case SubjectKind.CHANNEL:
            found = await _channel(context, uow, subject_id)
        case SubjectKind.STREAM:
            found = await _stream(context, uow, subject_id)
        case SubjectKind.MESSAGE:
            found = await _message(context, uow, subject_id)
    if found is None:
        raise NotFound("There is nothing like this to report.")
    return found


async def _user(uow: UnitOfWork, user_id: UUID) -> _Subject | None:
    user = await users.by_id(uow, user_id)
    return _Subject(user.id, user.username, user.display_name) if user else None


async def _channel(context: Context, uow: UnitOfWork, channel_id: UUID) -> _Subject | None:
    room = await chatroom.by_id(uow, channel_id, context.clock())
    return _Subject(room.owner_id, room.slug, room.name, room.channel_id) if room else None


async def _stream(context: Context, uow: UnitOfWork, stream_id: UUID) -> _Subject | None:
    found = await reports.stream(uow, stream_id)
    subject = await _channel(context, uow, found[1].id) if found else None
    if subject is None or found is None:
        return None
    return _Subject(subject.about_id, subject.name, found[0].title, subject.channel_id)


async def _message(context: Context, uow: UnitOfWork, message_id: UUID) -> _Subject | None:
    found = await reports.message(uow, message_id)
    if found is None:
        return None
    row, author = found
    room = await chatroom.by_id(uow, row.channel_id, context.clock())
    return _Subject(author.id, author.username, row.text, room.channel_id) if room else None
