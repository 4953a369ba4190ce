"""A long list, a page at a time."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from aethex_live.errors import InvalidInput, Words

T = TypeVar("T")

LARGEST = 100
DEEPEST = 10_000  # rows that the database may have to skip; who looks further should filter


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted, counted from 1, and how many entries it has."""

    page: int = 1
    limit: int = 20

    @property
    def offset(self) -> int:
        """How many entries come before it."""
        return (self.page - 1) * self.limit


FIRST = PageRequest()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page, and how many entries there are in all."""

    data: tuple[T, ...]
    total: int
    page: int
    limit: int

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.page * self.limit < self.total


def check_page(page: int, limit: int) -> PageRequest:
    """A page that may be asked for, or a refusal that says what may."""
    if not 1 <= limit <= LARGEST:
        raise InvalidInput(
            Words("Ask for 1 to {most} entries a page.", most=LARGEST), code="page_limit", field="limit"
        )
    if page < 1 or (page - 1) * limit > DEEPEST:
        raise InvalidInput(
            Words(
                "Pages count from 1, and reach {deepest} entries deep. Narrow the search to see others.",
                deepest=DEEPEST,
            ),
            code="page_number",
            field="page",
        )
    return PageRequest(page, limit)
