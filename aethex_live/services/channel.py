"""Channels: made, edited, deleted and brought back by their owners; read by everybody."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import category as categories
from aethex_live.data import channel as channels
from aethex_live.data import image as images
from aethex_live.data import stream_key as keys
from aethex_live.data import user as users
from aethex_live.data.models.channel import Channel as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import channel as rules
from aethex_live.domain.channel import Channel, DeletionEffects, ManagedChannel
from aethex_live.domain.happening import Happening
from aethex_live.domain.image import Kind
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.slug import FORM, SlugAnswer, candidates, check_slug, slug_from, suggestions
from aethex_live.domain.user import Role
from aethex_live.errors import Conflict, InvalidInput, NotFound, Words
from aethex_live.services import category as category_service
from aethex_live.services import site_setting, stream_key
from aethex_live.services.context import Actor, Context

CREATED, CHANGED, DELETED, RESTORED = (
    f"channel.{what}" for what in ("created", "changed", "deleted", "restored")
)
_IMAGE_COLUMNS = {Kind.AVATAR: "avatar_url", Kind.BANNER: "banner_url", Kind.POSTER: "poster_url"}
PURGED_AT_ONCE = 50


async def by_slug(context: Context, slug: str) -> Channel:
    """The channel at an address, if it is public."""
    found = None
    if FORM.fullmatch(slug.lower()):
        async with context.transaction() as uow:
            found = await channels.public_by_slug(uow, slug.lower(), context.clock())
    if found is None:
        raise NotFound("There is no channel at this address, or it is not public.")
    return found


async def listing(
    context: Context, request: PageRequest = FIRST, *, category: str | None = None
) -> Page[Channel]:
    """Public channels, the newest first; with `category` (a slug) those in it and below it."""
    async with context.transaction() as uow:
        within = None
        if category is not None:
            top = await categories.id_of(uow, category) if FORM.fullmatch(category) else None
            if top is None:
                raise NotFound("There is no such category.")
            within = [top, *(row.id for row in await categories.level(uow, top))]
        return await channels.public_page(uow, request, context.clock(), categories=within)


async def mine(context: Context, actor: Actor) -> tuple[ManagedChannel, ...]:
    """All channels of the person who asks, the oldest first; also suspended ones and those to be deleted."""
    async with context.transaction() as uow:
        return await channels.managed_of(uow, actor.required(), context.clock())


async def managed(context: Context, actor: Actor, channel_id: UUID) -> ManagedChannel:
    """One channel of the person who asks."""
    async with context.transaction() as uow:
        await access.own_channel(uow, actor.required(), channel_id)
        return await channels.managed(uow, channel_id, context.clock())


async def slug_answer(
    context: Context, actor: Actor, text: str, *, channel_id: UUID | None = None
) -> SlugAnswer:
    """Whether an address can be had, while it is typed. `text` may be a name: an address is made of it.

    With `channel_id` the present address of that channel counts as free, for its owner's form.
    """
    user_id = actor.required()
    text = text[: 4 * rules.NAME_LENGTH]
    slug = text.strip().lower()
    problem = ""
    try:
        slug = check_slug(slug)
    except InvalidInput:
        slug = slug_from(text)
        try:
            slug = check_slug(slug)
        except InvalidInput as refused:
            problem = refused.message
    async with context.transaction() as uow:
        user = await users.by_id(uow, user_id)
        username = user.username if user else ""
        ideas = candidates(slug, username)
        taken = await channels.taken_slugs(uow, [slug, *ideas], but=channel_id)
    if not problem and slug in taken:
        problem = Words("This address is taken.")
    if not problem:
        return SlugAnswer(slug, True)
    return SlugAnswer(slug, False, problem, suggestions(slug, taken, username))


async def create(context: Context, actor: Actor, changes: Mapping[str, Any]) -> ManagedChannel:
    """Make a channel, with its first stream key. `name` and `slug` are needed, other fields can be given.

    Whoever makes their first channel becomes a creator.
    """
    user_id = actor.required()
    given = rules.check_changes(changes, needed=("name", "slug"))
    now = context.clock()
    row = Row(user_id=user_id, name="", slug="", created_at=now, updated_at=now)
    async with context.transaction() as uow:
        most = (await site_setting.read(context, uow)).channels_per_person
        if await channels.count_of(uow, user_id) >= most:
            raise Conflict(
                Words("You cannot have more than {most} channels here. Delete one first.", most=most),
                code="too_many_channels",
            )
        await _apply(uow, row, given)
        stream_key.add_first(context, uow, row)
        await _become_creator(context, uow, actor)
        uow.happen(Happening(CREATED, {"user_id": str(user_id), "slug": row.slug}, key=row.id))
        return await channels.managed(uow, row.id, context.clock())


async def edit(
    context: Context, actor: Actor, channel_id: UUID, changes: Mapping[str, Any]
) -> ManagedChannel:
    """Change some fields: name, slug, description, category, tags, language, mature, accent, links."""
    given = rules.check_changes(changes)
    async with context.transaction() as uow:
        row = await _editable(uow, actor, channel_id)
        await _apply(uow, row, given)
        return await _changed(context, uow, row)


async def set_image(
    context: Context, actor: Actor, channel_id: UUID, kind: Kind, image_id: str | None
) -> ManagedChannel:
    """Show a picture that the owner has uploaded as this kind; None takes it away."""
    if kind not in _IMAGE_COLUMNS:
        raise InvalidInput("A channel has no such picture.", code="unknown_field", field="kind")
    async with context.transaction() as uow:
        row = await _editable(uow, actor, channel_id)
        url = image_id and await images.claim(uow, image_id, kind, row.user_id)
        setattr(row, _IMAGE_COLUMNS[kind], url or None)
        return await _changed(context, uow, row)


async def deletion_effects(context: Context, actor: Actor, channel_id: UUID) -> DeletionEffects:
    """What deleting would do, to be told before it is confirmed."""
    async with context.transaction() as uow:
        row = await access.own_channel(uow, actor.required(), channel_id)
        number = await keys.count_of(uow, row.id)
    return DeletionEffects(row.name, row.slug, number, context.clock() + rules.DELETION_GRACE)


async def delete(context: Context, actor: Actor, channel_id: UUID, confirmation: str) -> ManagedChannel:
    """Hide a channel and stop its stream at once; delete it after the grace. To confirm, type its address."""
    async with context.transaction() as uow:
        row = await _editable(uow, actor, channel_id)
        rules.check_confirmation(confirmation, row.slug)
        now = context.clock()
        row.deletion_due_at = now + rules.DELETION_GRACE
        row.updated_at = now
        uow.happen(Happening(DELETED, {"slug": row.slug}, key=row.id))
        return await channels.managed(uow, row.id, context.clock())


async def restore(context: Context, actor: Actor, channel_id: UUID) -> ManagedChannel:
    """Bring a channel back that is to be deleted."""
    async with context.transaction() as uow:
        row = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        row.deletion_due_at = None
        row.updated_at = context.clock()
        uow.happen(Happening(RESTORED, {"slug": row.slug}, key=row.id))
        return await channels.managed(uow, row.id, context.clock())


async def purge(context: Context) -> int:
    """Delete for good what is due; gives how many channels. For a job, not for people."""
    async with context.transaction() as uow:
        due = await channels.due_for_deletion(uow, context.clock(), PURGED_AT_ONCE)
        for row in due:
            await channels.remove(uow, row.id)
            uow.happen(Happening("channel.purged", {"slug": row.slug}, key=row.id))
    return len(due)


async def _editable(uow: UnitOfWork, actor: Actor, channel_id: UUID) -> Row:
    row = await access.own_channel(uow, actor.required(), channel_id, lock=True)
    if row.deletion_due_at is not None:
        raise Conflict("This channel is to be deleted. Restore it first.", code="channel_deleted")
    return row


async def _apply(uow: UnitOfWork, row: Row, given: dict[str, Any]) -> None:
    given = dict(given)
    if "category" in given:
        given["category_id"] = await category_service.chosen(uow, given.pop("category"))
    for name, value in given.items():
        setattr(row, name, value)
    try:
        await channels.save(uow, row)
    except channels.SlugTaken as taken:
        raise Conflict("This address is taken. Choose another.", code="slug_taken", field="slug") from taken


async def _changed(context: Context, uow: UnitOfWork, row: Row) -> ManagedChannel:
    row.updated_at = context.clock()
    uow.happen(Happening(CHANGED, {"slug": row.slug}, key=row.id))
    return await channels.managed(uow, row.id, context.clock())


async def _become_creator(context: Context, uow: UnitOfWork, actor: Actor) -> None:
    raised = await users.raise_role(uow, actor.required(), Role.USER, Role.CREATOR, context.clock())
    if raised and actor.session_id is not None:
        uow.after_commit(partial(context.sessions.forget, [actor.session_id]))
