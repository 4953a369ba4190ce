"""Categories, as admins edit them."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.category import Category
from aethex_live.errors import AppError
from aethex_live.services import category
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_of
from aethex_live.state.viewer import Viewer


class CategoryRow(TypedDict):
    """A category in the list; `parent` is the slug of the one above."""

    id: str
    slug: str
    name: str
    icon: str
    description: str
    parent: str
    channels: int


BLANK = CategoryRow(id="", slug="", name="", icon="", description="", parent="", channels=0)


class CategoryDesk(rx.State):
    """The list and the form of one."""

    loaded: bool = False
    closed: bool = False
    rows: list[CategoryRow] = []
    chosen: CategoryRow = BLANK
    errors: dict[str, str] = {}

    @rx.event
    async def load(self) -> None:
        """All of them."""
        self.reset()
        viewer = await self.get_state(Viewer)
        self.closed = not viewer.staff
        await self._list()

    @rx.event
    def choose(self, category_id: str) -> None:
        """Open one, or none for a new one."""
        self.errors = {}
        self.chosen = next((each for each in self.rows if each["id"] == category_id), BLANK)

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Add or change."""
        texts = {name: str(form.get(name, "")) for name in ("name", "slug", "icon", "description")}
        parent = str(form.get("parent", "")) or None
        context, actor = current(), await actor_of(self)
        try:
            if self.chosen["id"]:
                await category.edit(context, actor, id_of(self.chosen["id"]), parent=parent, **texts)
            else:
                await category.create(context, actor, parent=parent, **texts)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return None
        await self._list()
        return rx.call_script("document.getElementById('category')?.close()")

    @rx.event
    async def remove(self):
        """Take it away; its channels keep living without one."""
        try:
            await category.remove(current(), await actor_of(self), id_of(self.chosen["id"]))
        except AppError as error:
            self.errors = answer.field_errors(error)
            return None
        await self._list()
        return rx.call_script("document.getElementById('category')?.close()")

    @rx.event
    async def move_up(self, category_id: str) -> None:
        """One place towards the front of its level."""
        tree = await category.tree(current())
        for level in (tree, *(each.children for each in tree)):
            ids = [each.id for each in level]
            at = next((n for n, each in enumerate(ids) if str(each) == category_id), 0)
            if at:
                ids[at - 1], ids[at] = ids[at], ids[at - 1]
                await category.reorder(current(), await actor_of(self), ids)
        await self._list()

    async def _list(self) -> None:
        tree = await category.tree(current())
        self.rows = [
            _row(each, "" if each is top else top.slug) for top in tree for each in (top, *top.children)
        ]
        self.loaded = True


def _row(one: Category, parent: str) -> CategoryRow:
    return CategoryRow(
        id=str(one.id),
        slug=one.slug,
        name=one.name,
        icon=one.icon,
        description=one.description,
        parent=parent,
        channels=one.channels,
    )
