"""Sending a stream to other services too: their addresses are kept sealed and never shown again."""

from uuid import UUID

from aethex_live.data import access, simulcast
from aethex_live.data import stream as streams
from aethex_live.data.models.base import new_id
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.simulcast_target import SimulcastTarget as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import simulcast as rules
from aethex_live.domain.happening import Happening
from aethex_live.domain.simulcast import Target
from aethex_live.domain.stream import Status, channel_of
from aethex_live.domain.stream_key import Destination
from aethex_live.errors import Conflict, Words
from aethex_live.services.context import Actor, Context

CHANGED = "simulcast.changed"


async def listing(context: Context, actor: Actor, channel_id: UUID) -> tuple[Target, ...]:
    """Where my channel's streams go too."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        return tuple(_value(row) for row in await simulcast.of_channel(uow, channel.id))


async def add(
    context: Context, actor: Actor, channel_id: UUID, *, name: str, server: str, key: str
) -> Target:
    """Send my streams there too, the one that is on included."""
    name = rules.check_name(name)
    url, host = rules.check_address(server, key)
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        if len(await simulcast.of_channel(uow, channel.id)) >= rules.MOST:
            raise Conflict(
                Words("A channel goes to at most {most} other services. Remove one first.", most=rules.MOST),
                code="too_many_targets",
            )
        row = Row(id=new_id(), channel_id=channel.id, name=name, host=host, url_sealed=b"")
        row.url_sealed = context.accounts.vault.seal(url.encode(), _purpose(row.id))
        try:
            await simulcast.add(uow, row)
        except simulcast.NameTaken as taken:
            raise Conflict("Another target has this name.", code="target_name_taken", field="name") from taken
        on = await _on_for_all(uow, channel)
        _changed(uow, channel)
    if on:
        await context.media.start_forward(channel.slug, str(row.id), url)
    return _value(row)


async def switch(context: Context, actor: Actor, target_id: UUID, enabled: bool) -> Target:
    """Use it or leave it out, at once."""
    async with context.transaction() as uow:
        row, channel = await access.own_simulcast_target(uow, actor.required(), target_id)
        row.enabled = enabled
        row.state, row.message = "", ""
        on = await _on_for_all(uow, channel)
        url = context.accounts.vault.open(row.url_sealed, _purpose(row.id)).decode()
        _changed(uow, channel)
        switched = _value(row)
    if on and enabled:
        await context.media.start_forward(channel.slug, str(target_id), url)
    elif on:
        await context.media.stop_forward(channel.slug, str(target_id))
    return switched


async def remove(context: Context, actor: Actor, target_id: UUID) -> None:
    """Send nothing there any more, and forget its key."""
    async with context.transaction() as uow:
        row, channel = await access.own_simulcast_target(uow, actor.required(), target_id)
        await simulcast.remove(uow, row.id)
        _changed(uow, channel)
    await context.media.stop_forward(channel.slug, str(target_id))


async def start_all(context: Context, channel_id: UUID, slug: str) -> None:
    """The stream is for everybody from now on: send it there too."""
    async with context.transaction() as uow:
        wanted = await destinations(context, uow, channel_id)
    for each in wanted:
        await context.media.start_forward(slug, str(each.id), each.url)


async def hear(context: Context, *, name: str, target: str, state: str, message: str) -> None:
    """The media server tells what became of a target."""
    try:
        target_id = UUID(target)
    except ValueError:
        return
    async with context.transaction() as uow:
        if await simulcast.note(uow, target_id, state, message[:300]) is not None:
            slug, _ = channel_of(name)
            uow.happen(Happening(CHANGED, {"slug": slug}))


async def destinations(context: Context, uow: UnitOfWork, channel_id: UUID) -> tuple[Destination, ...]:
    """The addresses that a channel's stream is to be sent to."""
    return tuple(
        Destination(row.id, context.accounts.vault.open(row.url_sealed, _purpose(row.id)).decode())
        for row in await simulcast.of_channel(uow, channel_id)
        if row.enabled
    )


async def _on_for_all(uow: UnitOfWork, channel: Channel) -> bool:
    row = await streams.on_of(uow, channel.id)
    return row is not None and row.status != Status.HELD


def _changed(uow: UnitOfWork, channel: Channel) -> None:
    uow.happen(Happening(CHANGED, {"slug": channel.slug}, key=channel.id))


def _purpose(target_id: UUID) -> str:
    return f"simulcast_target:{target_id}"


def _value(row: Row) -> Target:
    return Target(row.id, row.name, row.host, row.enabled, row.state, row.message)
