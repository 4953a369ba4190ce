"""Queries for mail with notifications: whose is due, whom it goes to, and what has gone out."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text, update

from aethex_live.data.models.notification import Notification as Row
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.notification import MAIL_AFTER, MAIL_PAUSE, Mailing

_SECONDS = " ".join(f"WHEN '{mailing}' THEN {after.total_seconds()}" for mailing, after in MAIL_AFTER.items())
# People who want no mail any more are due at once: what waits for them is let go.
_DUE = text(f"""
    SELECT waiting.user_id
    FROM (
        SELECT user_id, min(created_at) AS since FROM notifications WHERE waits_for_mail GROUP BY user_id
    ) waiting
    JOIN user_settings settings ON settings.user_id = waiting.user_id
    WHERE waiting.since <= CAST(:now AS timestamptz)
            - make_interval(secs => CASE settings.email_notifications {_SECONDS} ELSE 0 END)
      AND (settings.mailed_at IS NULL OR settings.mailed_at <= CAST(:paused AS timestamptz))
    ORDER BY waiting.since LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a mail is for; not `reachable` are those whose address nobody has confirmed, and those who are gone."""

    user_id: UUID
    email: str = field(repr=False)
    username: str
    language: str
    mailing: Mailing
    reachable: bool


async def due(uow: UnitOfWork, now: datetime, most: int) -> list[UUID]:
    """Those for whom something has waited long enough, the longest first."""
    wish = {"now": now, "paused": now - MAIL_PAUSE, "most": most}
    return list(await uow.session.scalars(_DUE, wish))


async def locked(uow: UnitOfWork, user_id: UUID, now: datetime) -> Recipient | None:
    """The person, whom nobody else mails until the transaction ends; None: somebody does, or has just done so."""
    query = (
        select(User, UserSettings)
        .join(UserSettings, UserSettings.user_id == User.id)
        .where(User.id == user_id)
        .with_for_update(of=UserSettings, skip_locked=True)
    )
    found = (await uow.session.execute(query)).one_or_none()
    if found is None:
        return None
    user, settings = found
    if settings.mailed_at is not None and settings.mailed_at > now - MAIL_PAUSE:
        return None
    suspended = user.suspended_at is not None and (user.suspended_until is None or user.suspended_until > now)
    reachable = user.email_verified_at is not None and user.deleted_at is None and not suspended
    return Recipient(
        user.id,
        user.email,
        user.username,
        settings.language or "en",
        Mailing(settings.email_notifications),
        reachable,
    )


async def let_go(uow: UnitOfWork, user_id: UUID) -> None:
    """Nothing waits for this person any more."""
    change = update(Row).where(Row.user_id == user_id, Row.waits_for_mail).values(waits_for_mail=False)
    await uow.session.execute(change)


async def note_mail(uow: UnitOfWork, user_id: UUID, now: datetime) -> None:
    """A mail has gone out."""
    change = update(UserSettings).where(UserSettings.user_id == user_id).values(mailed_at=now)
    await uow.session.execute(change)
