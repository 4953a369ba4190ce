"""What a channel or one of its streams is about, in the fields that their forms share."""

from typing import Any, Protocol, TypedDict

from aethex_live.domain.category import Category
from aethex_live.domain.language import LANGUAGES
from aethex_live.services import category
from aethex_live.services.context import current


class Topic(TypedDict):
    """The fields."""

    category: str
    tags: str
    language: str
    mature: bool


NO_TOPIC = Topic(category="", tags="", language="en", mature=False)


class HasTopic(Protocol):
    """A channel, or what a stream is planned to be."""

    category: Category | None
    tags: tuple[str, ...]
    language: str
    mature: bool


def topic_of(thing: HasTopic) -> Topic:
    """As the form begins."""
    return Topic(
        category=thing.category.slug if thing.category else "",
        tags=" ".join(thing.tags),
        language=thing.language,
        mature=thing.mature,
    )


def topic_in(form: dict[str, Any]) -> dict[str, Any]:
    """What was filled in, as the use cases take it."""
    return {
        "category": str(form.get("category", "")),
        "tags": str(form.get("tags", "")).replace("#", " ").replace(",", " ").split(),
        "language": str(form.get("language", "")),
        "mature": form.get("mature") == "on",
    }


async def category_choices() -> list[tuple[str, str]]:
    """The categories that there are, for a select."""
    return [
        (each.slug, f"{top.name} › {each.name}" if each is not top else top.name)
        for top in await category.tree(current())
        for each in (top, *top.children)
    ]


def languages() -> list[tuple[str, str]]:
    """The languages that there are, for a select."""
    return list(LANGUAGES.items())
