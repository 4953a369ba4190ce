"""Queries for links that went out by mail, and for wishes to change an address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select

from aethex_live.data.models.account_token import AccountToken
from aethex_live.data.models.email_change import EmailChange
from aethex_live.data.unit_of_work import UnitOfWork


async def replace(uow: UnitOfWork, token: AccountToken) -> None:
    """Add a link; earlier ones of the same person for the same purpose stop working."""
    mine = AccountToken.user_id == token.user_id, AccountToken.purpose == token.purpose
    await uow.session.execute(delete(AccountToken).where(*mine, AccountToken.used_at.is_(None)))
    uow.session.add(token)


async def by_hash(uow: UnitOfWork, token_hash: bytes, purpose: str) -> AccountToken | None:
    """The link, locked so that it is used once."""
    query = select(AccountToken).where(AccountToken.token_hash == token_hash, AccountToken.purpose == purpose)
    return await uow.session.scalar(query.with_for_update())


async def remove_older(uow: UnitOfWork, expired_before: datetime) -> int:
    """Forget links that nobody will ask about any more."""
    gone = delete(AccountToken).where(AccountToken.expires_at < expired_before)
    return (await uow.session.execute(gone)).rowcount


async def email_change_of(uow: UnitOfWork, user_id: UUID) -> EmailChange | None:
    """The wish of this person, if there is one."""
    return await uow.session.scalar(select(EmailChange).where(EmailChange.user_id == user_id))


async def email_change_by_hash(uow: UnitOfWork, token_hash: bytes) -> EmailChange | None:
    """The wish that one of its two links belongs to, locked."""
    either = or_(EmailChange.old_token_hash == token_hash, EmailChange.new_token_hash == token_hash)
    return await uow.session.scalar(select(EmailChange).where(either).with_for_update())


async def replace_email_change(uow: UnitOfWork, change: EmailChange) -> None:
    """Write down a wish; an earlier one of the same person is forgotten."""
    await remove_email_change(uow, change.user_id)
    uow.session.add(change)


async def remove_email_change(uow: UnitOfWork, user_id: UUID) -> None:
    """Forget the wish of this person."""
    await uow.session.execute(delete(EmailChange).where(EmailChange.user_id == user_id))


async def remove_old_email_changes(uow: UnitOfWork, expired_before: datetime) -> int:
    """Forget wishes whose links nobody followed."""
    gone = delete(EmailChange).where(EmailChange.expires_at < expired_before)
    return (await uow.session.execute(gone)).rowcount
