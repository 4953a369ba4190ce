"""Rules for categories: what channels are sorted by. They are two levels deep and no deeper."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from aethex_live.domain.text import check_line, check_paragraphs
from aethex_live.errors import Conflict, InvalidInput

NAME_LENGTH = 40
DESCRIPTION_LENGTH = 500
ICON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # the name of a lucide icon
ICON_LENGTH = 40
MOST = 500  # a site: the whole tree is read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category as everybody sees it; `channels` counts the public ones in it and below it."""

    id: UUID
    parent_id: UUID | None
    slug: str
    name: str
    description: str
    icon: str
    art_url: str
    position: int
    channels: int
    children: tuple["Category", ...] = ()


def check_name(text: str) -> str:
    """A category's name."""
    return check_line(text, field="name", longest=NAME_LENGTH)


def check_description(text: str) -> str:
    """What belongs into a category."""
    return check_paragraphs(text, field="description", longest=DESCRIPTION_LENGTH)


def check_icon(text: str) -> str:
    """The name of an icon, such as `gamepad-2`."""
    icon = text.strip()
    if len(icon) > ICON_LENGTH or not ICON.fullmatch(icon):
        raise InvalidInput(
            "Give the name of a lucide icon, such as gamepad-2.", code="icon_form", field="icon"
        )
    return icon


def check_parent(category_id: UUID | None, parent: Category | None, *, has_children: bool) -> None:
    """Refuse what would make a third level, or a circle."""
    if parent is None:
        return
    if parent.id == category_id:
        raise Conflict("A category cannot be below itself.", code="category_circle", field="parent")
    if parent.parent_id is not None or has_children:
        raise Conflict("Categories are two levels deep.", code="category_depth", field="parent")


def tree(flat: list[Category]) -> tuple[Category, ...]:
    """The top categories with theirs below them, each level in its order; counts add up."""
    below: dict[UUID, list[Category]] = {}
    for category in flat:
        if category.parent_id is not None:
            below.setdefault(category.parent_id, []).append(category)
    tops = []
    for category in flat:
        if category.parent_id is None:
            children = tuple(sorted(below.get(category.id, []), key=_order))
            total = category.channels + sum(child.channels for child in children)
            tops.append(replace(category, children=children, channels=total))
    return tuple(sorted(tops, key=_order))


def _order(category: Category) -> tuple[int, str]:
    return category.position, category.name.casefold()
