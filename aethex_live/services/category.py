"""Categories: read by everybody, edited by admins."""

from collections.abc import Sequence
from uuid import UUID

from aethex_live.data import category as categories
from aethex_live.data import image as images
from aethex_live.data.models.category import Category as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import category as rules
from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.category import Category
from aethex_live.domain.image import Kind
from aethex_live.domain.slug import FORM, check_slug
from aethex_live.domain.user import Duty
from aethex_live.errors import Conflict, InvalidInput, NotFound, Words
from aethex_live.services import audit
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require


async def tree(context: Context) -> tuple[Category, ...]:
    """All categories in their order, those below others in `children`; for everybody."""
    async with context.transaction() as uow:
        return rules.tree(await categories.everything(uow, context.clock()))


async def popular(context: Context, limit: int = 12) -> tuple[Category, ...]:
    """The top categories with the most channels first; those without any are left out."""
    tops = [category for category in await tree(context) if category.channels]
    return tuple(sorted(tops, key=lambda category: -category.channels)[:limit])


async def by_slug(context: Context, slug: str) -> Category:
    """One category with those below it; for everybody."""
    for top in await tree(context):
        for category in (top, *top.children):
            if category.slug == slug:
                return category
    raise NotFound("There is no such category.")


async def chosen(uow: UnitOfWork, slug: str | None) -> UUID | None:
    """The category that somebody has chosen for a thing of theirs; None when they chose none."""
    if not slug:
        return None
    found = await categories.id_of(uow, slug) if FORM.fullmatch(slug) else None
    if found is None:
        raise InvalidInput("There is no such category.", code="unknown_category", field="category")
    return found


async def create(
    context: Context,
    actor: Actor,
    *,
    name: str,
    slug: str,
    icon: str,
    description: str = "",
    parent: str | None = None,
) -> Category:
    """Add a category at the end of the top level, or below `parent` (a slug). For admins."""
    require(actor, Duty.EDIT_SITE)
    now = context.clock()
    row = Row(
        slug=check_slug(slug),
        name=rules.check_name(name),
        description=rules.check_description(description),
        icon=rules.check_icon(icon),
        created_at=now,
        updated_at=now,
    )
    async with context.transaction() as uow:
        await categories.lock_all(uow)
        if await categories.count(uow) >= rules.MOST:
            raise Conflict(
                Words("A site has at most {most} categories.", most=rules.MOST), code="too_many_categories"
            )
        row.parent_id = await _parent_id(context, uow, row, parent)
        row.position = await categories.next_position(uow, row.parent_id)
        await _save(uow, row)
        await audit.note(context, uow, actor, Action.CATEGORY_CREATED, _subject(row))
    return await by_slug(context, row.slug)


async def edit(
    context: Context,
    actor: Actor,
    category_id: UUID,
    *,
    name: str,
    slug: str,
    icon: str,
    description: str,
    parent: str | None,
) -> Category:
    """Replace everything of a category but its art and its place in the order. For admins."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        await categories.lock_all(uow)
        row = await _existing(uow, category_id)
        before = {"name": row.name, "slug": row.slug}
        parent_id = await _parent_id(context, uow, row, parent)
        if parent_id != row.parent_id:
            row.position = await categories.next_position(uow, parent_id)
        row.parent_id = parent_id
        row.slug = check_slug(slug)
        row.name = rules.check_name(name)
        row.description = rules.check_description(description)
        row.icon = rules.check_icon(icon)
        row.updated_at = context.clock()
        await _save(uow, row)
        await audit.note(context, uow, actor, Action.CATEGORY_EDITED, _subject(row), before=before)
    return await by_slug(context, row.slug)


async def set_art(context: Context, actor: Actor, category_id: UUID, image_id: str | None) -> Category:
    """Show a picture that the same admin has uploaded as ART, or none."""
    user_id = require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        row = await _existing(uow, category_id)
        row.art_url = image_id and await images.claim(uow, image_id, Kind.ART, user_id)
        row.updated_at = context.clock()
        await audit.note(context, uow, actor, Action.CATEGORY_EDITED, _subject(row), art=image_id or "")
    return await by_slug(context, row.slug)


async def reorder(context: Context, actor: Actor, category_ids: Sequence[UUID]) -> tuple[Category, ...]:
    """Put all categories of one level into this order; gives the new tree. For admins."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        await categories.lock_all(uow)
        first = await _existing(uow, category_ids[0]) if category_ids else None
        rows = {row.id: row for row in await categories.level(uow, first and first.parent_id)}
        if first is None or len(category_ids) != len(rows) or set(category_ids) != set(rows):
            raise Conflict("The categories have changed. Load the list again.", code="categories_changed")
        for position, category_id in enumerate(category_ids):
            rows[category_id].position = position
        names = ", ".join(rows[category_id].slug for category_id in category_ids)
        await audit.note(context, uow, actor, Action.CATEGORIES_ORDERED, _subject(first), order=names)
    return await tree(context)


async def remove(context: Context, actor: Actor, category_id: UUID) -> None:
    """Delete a category that has none below it; its channels are without one then. For admins."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        await categories.lock_all(uow)
        row = await _existing(uow, category_id)
        if await categories.level(uow, row.id):
            raise Conflict(
                "There are categories below this one. Move or delete them first.",
                code="category_has_children",
            )
        await categories.remove(uow, row.id)
        await audit.note(context, uow, actor, Action.CATEGORY_REMOVED, _subject(row))


async def _existing(uow: UnitOfWork, category_id: UUID) -> Row:
    row = await categories.row(uow, category_id)
    if row is None:
        raise NotFound("There is no such category.")
    return row


async def _parent_id(context: Context, uow: UnitOfWork, row: Row, parent_slug: str | None) -> UUID | None:
    if not parent_slug:
        return None
    known = FORM.fullmatch(parent_slug)
    parent = await categories.by_slug(uow, parent_slug, context.clock()) if known else None
    if parent is None:
        raise NotFound("There is no such category to put it below.", field="parent")
    rules.check_parent(row.id, parent, has_children=bool(await categories.level(uow, row.id)))
    return parent.id


async def _save(uow: UnitOfWork, row: Row) -> None:
    try:
        await categories.save(uow, row)
    except categories.SlugTaken as taken:
        raise Conflict("Another category has this address.", code="slug_taken", field="slug") from taken


def _subject(row: Row) -> Subject:
    return Subject("category", str(row.id), row.name)
