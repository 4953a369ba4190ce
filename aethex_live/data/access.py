"""The only way to fetch a thing by an id that came from outside: it is theirs, or it is not there."""

from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select

from aethex_live.data import passkey, session
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.channel_role import ChannelRole as RoleRow
from aethex_live.data.models.passkey import Passkey
from aethex_live.data.models.schedule_entry import ScheduleEntry
from aethex_live.data.models.session import Session
from aethex_live.data.models.simulcast_target import SimulcastTarget
from aethex_live.data.models.stream_key import StreamKey
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import Act, roles_for
from aethex_live.errors import NotFound

# What each act of an owner asks first is put together once.
_OWN_CHANNEL = select(Channel).where(Channel.id == bindparam("id"), Channel.user_id == bindparam("user_id"))
_OWN_CHANNEL_LOCKED = _OWN_CHANNEL.with_for_update()


async def own_session(uow: UnitOfWork, user_id: UUID, session_id: UUID) -> Session:
    """A session of this person."""
    found = await session.by_id(uow, session_id)
    if found is None or found.user_id != user_id:
        raise NotFound("This device is not signed in any more.")
    return found


async def own_passkey(uow: UnitOfWork, user_id: UUID, passkey_id: UUID) -> Passkey:
    """A passkey of this person."""
    found = await passkey.by_id(uow, passkey_id)
    if found is None or found.user_id != user_id:
        raise NotFound("This passkey does not exist any more.")
    return found


async def own_channel(uow: UnitOfWork, user_id: UUID, channel_id: UUID, *, lock: bool = False) -> Channel:
    """A channel of this person."""
    query = _OWN_CHANNEL_LOCKED if lock else _OWN_CHANNEL
    found = await uow.session.scalar(query, {"id": channel_id, "user_id": user_id})
    if found is None:
        raise NotFound("You have no such channel.")
    return found


async def channel_where_they_may(
    uow: UnitOfWork, user_id: UUID, channel_id: UUID, act: Act, *, lock: bool = False
) -> Channel:
    """A channel of this person, or one where their role lets them do `act`."""
    held = exists().where(
        RoleRow.channel_id == Channel.id, RoleRow.user_id == user_id, RoleRow.role.in_(roles_for(act))
    )
    query = select(Channel).where(Channel.id == channel_id, or_(Channel.user_id == user_id, held))
    found = await uow.session.scalar(query.with_for_update(of=Channel) if lock else query)
    if found is None:
        raise NotFound("You have no such channel.")
    return found


async def any_channel(uow: UnitOfWork, channel_id: UUID, *, lock: bool = False) -> Channel:
    """A channel of whomever; only for staff whose duty was checked."""
    query = select(Channel).where(Channel.id == channel_id)
    found = await uow.session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("There is no such channel.")
    return found


async def own_stream_key(
    uow: UnitOfWork, user_id: UUID, key_id: UUID, *, lock: bool = False
) -> tuple[StreamKey, Channel]:
    """A stream key of a channel of this person, and that channel."""
    query = (
        select(StreamKey, Channel)
        .join(Channel, Channel.id == StreamKey.channel_id)
        .where(StreamKey.id == key_id, Channel.user_id == user_id)
    )
    found = (await uow.session.execute(query.with_for_update() if lock else query)).one_or_none()
    if found is None:
        raise NotFound("You have no such stream key.")
    return found[0], found[1]


async def own_simulcast_target(
    uow: UnitOfWork, user_id: UUID, target_id: UUID
) -> tuple[SimulcastTarget, Channel]:
    """A simulcast target of a channel of this person, and that channel."""
    query = (
        select(SimulcastTarget, Channel)
        .join(Channel, Channel.id == SimulcastTarget.channel_id)
        .where(SimulcastTarget.id == target_id, Channel.user_id == user_id)
        .with_for_update(of=SimulcastTarget)
    )
    found = (await uow.session.execute(query)).one_or_none()
    if found is None:
        raise NotFound("You have no such target.")
    return found[0], found[1]


async def schedule_entry(uow: UnitOfWork, user_id: UUID, entry_id: UUID) -> ScheduleEntry:
    """An entry in the schedule of a channel whose streams this person runs, locked."""
    query = select(ScheduleEntry).where(ScheduleEntry.id == entry_id, ScheduleEntry.deleted_at.is_(None))
    found = await uow.session.scalar(query.with_for_update())
    if found is None:
        raise NotFound("This entry is not in your schedule any more.")
    try:
        await channel_where_they_may(uow, user_id, found.channel_id, Act.EDIT_STREAM)
    except NotFound:
        raise NotFound("This entry is not in your schedule any more.") from None
    return found
