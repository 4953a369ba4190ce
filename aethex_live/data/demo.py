"""What belongs to a demo site: never what somebody else has under the same name."""

from sqlalchemy import select

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork

ADDRESSES = "@demo.example"


async def person(uow: UnitOfWork, username: str) -> User | None:
    """Somebody whom the demo has made."""
    query = select(User).where(User.username == username, User.email.endswith(ADDRESSES))
    return (await uow.session.execute(query)).scalar_one_or_none()


async def channel(uow: UnitOfWork, slug: str) -> Channel | None:
    """A channel of somebody whom the demo has made."""
    query = select(Channel).join(User, User.id == Channel.user_id)
    query = query.where(Channel.slug == slug, User.email.endswith(ADDRESSES))
    return (await uow.session.execute(query)).scalar_one_or_none()
