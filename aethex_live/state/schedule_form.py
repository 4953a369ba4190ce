"""What is typed into the forms of a schedule, as the use cases take it."""

from datetime import date
from typing import Any, TypedDict

from aethex_live.domain.form import all_told
from aethex_live.domain.schedule import WEEKDAYS, Entry
from aethex_live.domain.schedule_form import check_changes
from aethex_live.errors import InvalidInput, NotFound

ONCE, WEEKLY = "once", "weekly"
LONGEST_NUMBER = 6


class EntryDraft(TypedDict):
    """An entry in the fields of its form; `days` has the weekdays that are ticked."""

    id: str
    title: str
    description: str
    category: str
    repeats: str
    starts_on: str
    time: str
    minutes: str
    until: str
    days: list[str]
    zone: str
    use_title: bool


BLANK = EntryDraft(
    id="",
    title="",
    description="",
    category="",
    repeats=ONCE,
    starts_on="",
    time="20:00",
    minutes="120",
    until="",
    days=[],
    zone="",
    use_title=True,
)


def draft_of(entry: Entry) -> EntryDraft:
    """An entry that is there."""
    return EntryDraft(
        id=str(entry.id),
        title=entry.title,
        description=entry.description,
        category=entry.category.slug if entry.category else "",
        repeats=WEEKLY if entry.weekly else ONCE,
        starts_on=entry.starts_on.isoformat(),
        time=f"{entry.time:%H:%M}",
        minutes=str(entry.minutes),
        until=entry.until.isoformat() if entry.until else "",
        days=list(entry.weekdays),
        zone=entry.zone,
        use_title=entry.use_title,
    )


def fields_in(form: dict[str, Any]) -> dict[str, Any]:
    """What was filled in."""
    texts = {
        name: str(form.get(name, ""))
        for name in ("title", "description", "category", "zone", "starts_on", "time")
    }
    weekly = form.get("repeats") == WEEKLY
    days = [day for day in WEEKDAYS if form.get(f"day_{day}") == "on"] if weekly else []
    filled_in = {
        **texts,
        "weekdays": days,
        "until": str(form.get("until", "")) if weekly else None,
        "use_title": form.get("use_title") == "on",
    }
    with all_told() as look:
        minutes = look(_minutes, str(form.get("minutes", "")))
        if minutes is not None:
            filled_in["minutes"] = minutes
        look(check_changes, filled_in)
        if weekly and not days:
            look.refuse(InvalidInput("Choose at least one weekday.", code="missing", field="weekdays"))
    return filled_in


def day_of(text: str) -> date:
    """Which occurrence a page means."""
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise NotFound("Nothing is planned for this day.") from None


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise InvalidInput("Say how many minutes, such as 120.", code="minutes_form", field="minutes")
    return int(text)
