"""Categories: for everybody to read, for admins to edit."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import Field

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, ImageChoice, problems
from aethex_live.domain.category import DESCRIPTION_LENGTH, ICON_LENGTH, MOST, NAME_LENGTH, Category
from aethex_live.services import category
from aethex_live.services.context import current

router = Routes(prefix="/categories", tags=["categories"])
staff = Routes(prefix="/admin/categories", tags=["administration"], responses=problems(401, 403))


class Wish(Body):
    """Everything of a category but its art and its place in the order."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
    slug: Annotated[str, Field(min_length=1, max_length=100)]
    icon: Annotated[str, Field(max_length=ICON_LENGTH, description="A lucide icon, such as gamepad-2.")]
    description: Annotated[str, Field(max_length=DESCRIPTION_LENGTH)] = ""
    parent: Annotated[str | None, Field(max_length=100, description="The address of the one above.")] = None


class Order(Body):
    """All categories of one level, in the order that they shall have."""

    category_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST)]


@router.get("", summary="All categories")
async def tree() -> list[Category]:
    """In their order, those below others in `children`."""
    return list(await category.tree(current()))


@router.get("/{slug}", summary="A category", responses=problems(404))
async def by_slug(slug: Annotated[str, Path(max_length=100)]) -> Category:
    """With those below it."""
    return await category.by_slug(current(), slug)


@staff.post("", status_code=201, summary="Add a category", responses=problems(404, 409))
async def create(actor: Staff, wish: Wish) -> Category:
    """At the end of its level."""
    return await category.create(current(), actor, **wish.model_dump())


@staff.put("/order", summary="Order categories", responses=problems(404, 409))
async def reorder(actor: Staff, order: Order) -> list[Category]:
    """Gives the new tree."""
    return list(await category.reorder(current(), actor, order.category_ids))


@staff.put("/{category_id}", summary="Change a category", responses=problems(404, 409))
async def edit(actor: Staff, category_id: UUID, wish: Wish) -> Category:
    """Replaces everything but the art and the place."""
    return await category.edit(current(), actor, category_id, **wish.model_dump())


@staff.put("/{category_id}/art", summary="Choose the art of a category", responses=problems(404, 409))
async def set_art(actor: Staff, category_id: UUID, choice: ImageChoice) -> Category:
    """Upload it first, as `art`."""
    return await category.set_art(current(), actor, category_id, choice.image_id)


@staff.delete("/{category_id}", status_code=204, summary="Delete a category", responses=problems(404, 409))
async def remove(actor: Staff, category_id: UUID) -> None:
    """Its channels are without one then."""
    await category.remove(current(), actor, category_id)
