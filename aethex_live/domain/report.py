"""Reports: somebody tells that something breaks the rules, somebody decides, the first one gets an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from aethex_live.domain.form import not_among
from aethex_live.domain.text import check_paragraphs
from aethex_live.errors import InvalidInput

DETAILS_LENGTH = 1000
ANSWER_LENGTH = 500
SNAPSHOT_LENGTH = 600  # of what was reported, as it was then
BURST, EVERY = 10, timedelta(minutes=6)  # ten at once, ten an hour


class SubjectKind(StrEnum):
    """What can be reported."""

    MESSAGE = "message"
    USER = "user"
    STREAM = "stream"
    CHANNEL = "channel"


class Why(StrEnum):
    """What is wrong with it."""

    SPAM = "spam"
    HARASSMENT = "harassment"
    HATE = "hate"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    IMPERSONATION = "impersonation"
    ILLEGAL = "illegal"
    OTHER = "other"


class ReportState(StrEnum):
    """What has become of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as those see it who decide; the reporter sees it without `reporter`'s and decider's names."""

    id: UUID
    kind: SubjectKind
    subject_id: UUID
    subject_name: str  # of the person, stream or channel; of a message, its author's username
    snapshot: str  # the text of the message, or the title or name, as it was then
    slug: str  # the channel that it happened on; empty for people
    why: Why
    details: str
    state: ReportState
    reporter: str  # a username; empty for the reporter's own list
    decided_by: str
    answer: str
    at: datetime
    decided_at: datetime | None


def check_why(text: str) -> Why:
    """What is wrong."""
    if not text:
        raise InvalidInput("Choose what is wrong.", code="unknown_reason", field="why")
    try:
        return Why(text)
    except ValueError:
        raise not_among(Why, code="unknown_reason", field="why") from None


def check_details(text: str) -> str:
    """More words, if any."""
    return check_paragraphs(text, field="details", longest=DETAILS_LENGTH)


def check_answer(text: str) -> str:
    """What the reporter is told, if anything."""
    return check_paragraphs(text, field="answer", longest=ANSWER_LENGTH)


def check_decision(text: str) -> ReportState:
    """How it is decided."""
    if text not in (ReportState.ACCEPTED, ReportState.REJECTED):
        raise InvalidInput("Choose accepted or rejected.", code="unknown_decision", field="decision")
    return ReportState(text)
