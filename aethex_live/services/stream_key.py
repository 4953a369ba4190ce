"""Stream keys: made, shown, rotated and removed by a channel's owner; checked when somebody publishes."""

from uuid import UUID

from aethex_live.data import access
from aethex_live.data import stream as streams
from aethex_live.data import stream_key as keys
from aethex_live.data.models.base import new_id
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.stream_key import StreamKey as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import stream_key as rules
from aethex_live.domain.access_token import Scope
from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import carried_as
from aethex_live.domain.stream_key import Kind, PublishDecision, Refusal, ShownKey, StreamKey, refused
from aethex_live.domain.token import hash_token
from aethex_live.domain.user import Suspension
from aethex_live.errors import Conflict, NotAllowed, Words
from aethex_live.services.confirmation import require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.simulcast import destinations

REVOKED = "stream_key.revoked"  # whoever publishes with this key is to be stopped


async def listing(context: Context, actor: Actor, channel_id: UUID) -> tuple[StreamKey, ...]:
    """The keys of one of my channels, the oldest first, without their secrets."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        return tuple(_value(row) for row in await keys.of_channel(uow, channel.id))


async def reveal(context: Context, actor: Actor, key_id: UUID) -> ShownKey:
    """Show a key with its secret and the server, as OBS asks for them; after a fresh confirmation."""
    async with context.transaction() as uow:
        await _require_proof(context, uow, actor)
        row, _ = await access.own_stream_key(uow, actor.required(), key_id)
        secret = context.accounts.vault.open(row.key_sealed, _purpose(row.id)).decode()
        return ShownKey(_value(row), context.settings.media_rtmp_url, secret)


async def create(context: Context, actor: Actor, channel_id: UUID, name: str, kind: Kind) -> ShownKey:
    """Make another key for one of my channels and show it; after a fresh confirmation."""
    name = rules.check_name(name)
    async with context.transaction() as uow:
        await _require_proof(context, uow, actor)
        channel = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        if await keys.count_of(uow, channel.id) >= rules.MOST:
            raise Conflict(
                Words("A channel has at most {most} keys. Remove one that you do not need.", most=rules.MOST),
                code="too_many_keys",
            )
        row, secret = _new(context, channel, name, kind)
        await _save(uow, row)
        return ShownKey(_value(row), context.settings.media_rtmp_url, secret)


async def rotate(context: Context, actor: Actor, key_id: UUID) -> ShownKey:
    """Replace a key's secret and show the new one. The old one is worthless at once, even while in use."""
    async with context.transaction() as uow:
        await _require_proof(context, uow, actor)
        row, channel = await access.own_stream_key(uow, actor.required(), key_id, lock=True)
        secret = _give_secret(context, row)
        await _revoke(uow, row, channel)
        return ShownKey(_value(row), context.settings.media_rtmp_url, secret)


async def rename(context: Context, actor: Actor, key_id: UUID, name: str) -> StreamKey:
    """Call a key something else."""
    name = rules.check_name(name)
    async with context.transaction() as uow:
        row, _ = await access.own_stream_key(uow, actor.required(), key_id, lock=True)
        row.name = name
        await _save(uow, row)
        return _value(row)


async def remove(context: Context, actor: Actor, key_id: UUID) -> None:
    """Delete a key. The last live key can only be rotated: a channel without any could never go live."""
    async with context.transaction() as uow:
        row, channel = await access.own_stream_key(uow, actor.required(), key_id, lock=True)
        live = [each for each in await keys.of_channel(uow, channel.id) if each.kind == Kind.LIVE]
        if [each.id for each in live] == [row.id]:
            raise Conflict("This is the only live key. Rotate it instead.", code="last_key")
        await _revoke(uow, row, channel)
        await keys.remove(uow, row.id)


async def authorise_publish(context: Context, key: str) -> PublishDecision:
    """Whether `key`, as an encoder sent it, may publish. For the media server, not for people."""
    secret = rules.key_in(key)
    if secret is None:
        return refused(Refusal.UNKNOWN_KEY)
    async with context.transaction() as uow:
        found = await keys.with_channel_and_owner(uow, hash_token(secret))
        if found is None:
            return refused(Refusal.UNKNOWN_KEY)
        row, channel, owner = found
        why_not = _why_not(context, channel, owner)
        if why_not is not None:
            return refused(why_not)
        await keys.note_use(uow, row.id, context.clock())
        test = row.kind == Kind.TEST
        hold = not test and (await streams.plan_of(uow, channel)).hold
        return PublishDecision(
            True,
            channel_id=channel.id,
            slug=channel.slug,
            test=test,
            hold=hold,
            forwards=() if test or hold else await destinations(context, uow, channel.id),
            credential=rules.credential(row.id, row.key_hash),
        )


async def first_secret(context: Context, uow: UnitOfWork, channel_id: UUID) -> str | None:
    """The secret of a channel's oldest live key. For what runs the site, not for people."""
    for row in await keys.of_channel(uow, channel_id):
        if row.kind == Kind.LIVE:
            return context.accounts.vault.open(row.key_sealed, _purpose(row.id)).decode()
    return None


async def in_use(uow: UnitOfWork, credential: str, channel: Channel, *, test: bool) -> UUID | None:
    """The key with which an encoder was let in; when it was replaced since, the encoder is stopped."""
    key_id = rules.key_of(credential)
    row = await keys.by_id(uow, key_id) if key_id is not None else None
    if row is not None and rules.credential(row.id, row.key_hash) == credential:
        return row.id
    _stop(uow, channel, key_id, [carried_as(channel.slug, test=test)])
    return None


def add_first(context: Context, uow: UnitOfWork, channel: Channel) -> None:
    """Give a new channel the key that it begins with, within the caller's transaction."""
    row, _ = _new(context, channel, rules.FIRST_NAME, Kind.LIVE)
    uow.session.add(row)


def _why_not(context: Context, channel: Channel, owner: User) -> Refusal | None:
    now = context.clock()
    if (
        owner.deleted_at is not None
        or owner.deletion_due_at is not None
        or channel.deletion_due_at is not None
    ):
        return Refusal.CHANNEL_DELETED
    for thing, refusal in ((owner, Refusal.OWNER_SUSPENDED), (channel, Refusal.CHANNEL_SUSPENDED)):
        if thing.suspended_at and Suspension(thing.suspension_reason, thing.suspended_until).holds(now):
            return refusal
    return None


async def _require_proof(context: Context, uow: UnitOfWork, actor: Actor) -> None:
    """A person confirms lately that it is them; a token was given the right to keys, or not."""
    if actor.scopes is None:
        await require_fresh(context, uow, actor)
    elif Scope.STREAM_KEY not in actor.scopes:
        raise NotAllowed(
            Words("This token lacks the scope {scope}.", scope=Scope.STREAM_KEY.value), code="scope_missing"
        )


def _new(context: Context, channel: Channel, name: str, kind: Kind) -> tuple[Row, str]:
    now = context.clock()
    row = Row(id=new_id(), channel_id=channel.id, name=name, kind=kind, created_at=now)
    return row, _give_secret(context, row)


def _give_secret(context: Context, row: Row) -> str:
    secret = rules.new_key(Kind(row.kind))
    row.key_hash = hash_token(secret)
    row.key_sealed = context.accounts.vault.seal(secret.encode(), _purpose(row.id))
    row.hint = secret[-4:]
    row.rotated_at = context.clock()
    row.last_used_at = None
    return secret


def _purpose(key_id: UUID) -> str:
    return f"stream_key:{key_id}"


async def _revoke(uow: UnitOfWork, row: Row, channel: Channel) -> None:
    on = [carried_as(channel.slug, test=each.test) for each in await streams.with_key(uow, row.id)]
    _stop(uow, channel, row.id, on)


def _stop(uow: UnitOfWork, channel: Channel, key_id: UUID | None, streams: list[str]) -> None:
    data = {"channel_id": str(channel.id), "slug": channel.slug, "key_id": str(key_id), "streams": streams}
    uow.happen(Happening(REVOKED, data, key=channel.id))


async def _save(uow: UnitOfWork, row: Row) -> None:
    try:
        await keys.save(uow, row)
    except keys.NameTaken as taken:
        raise Conflict("Another key has this name.", code="key_name_taken", field="name") from taken


def _value(row: Row) -> StreamKey:
    return StreamKey(
        row.id,
        row.channel_id,
        row.name,
        Kind(row.kind),
        row.hint,
        row.last_used_at,
        row.rotated_at,
        row.created_at,
    )
