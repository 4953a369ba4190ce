"""What belongs to a demo site: never what somebody else has under the same name."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork

ADDRESSES = "@demo.example"


@dataclass(frozen=True, slots=True)
class DemoRoom:
    """A channel, and whose it is."""

    channel_id: UUID
    slug: str
    owner_id: UUID


async def person(uow: UnitOfWork, username: str) -> User | None:
    """Somebody whom the demo has made."""
    query = select(User).where(User.username == username, User.email.endswith(ADDRESSES))
    return (await uow.session.execute(query)).scalar_one_or_none()


async def channel(uow: UnitOfWork, slug: str) -> Channel | None:
    """A channel of somebody whom the demo has made."""
    query = select(Channel).join(User, User.id == Channel.user_id)
    query = query.where(Channel.slug == slug, User.email.endswith(ADDRESSES))
    return (await uow.session.execute(query)).scalar_one_or_none()


async def people(uow: UnitOfWork) -> dict[str, UUID]:
    """Everybody whom the demo has made, by username."""
    rows = await uow.session.execute(select(User.username, User.id).where(User.email.endswith(ADDRESSES)))
    return {username: user_id for username, user_id in rows}


async def rooms(uow: UnitOfWork) -> dict[str, DemoRoom]:
    """All their channels, by slug."""
    query = select(Channel.id, Channel.slug, Channel.user_id).join(User, User.id == Channel.user_id)
    rows = await uow.session.execute(query.where(User.email.endswith(ADDRESSES)))
    return {slug: DemoRoom(channel_id, slug, owner_id) for channel_id, slug, owner_id in rows}
