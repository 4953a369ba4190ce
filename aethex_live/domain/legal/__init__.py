"""The legal pages as they read until an admin writes others. They say what the product does, and no more.

Words in braces stand for what the admin has set: {site}, {operator}, {address}, {contact}, {age}.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aethex_live.domain.legal import de, en
from aethex_live.domain.text import check_paragraphs

LONGEST = 50_000


class Page(StrEnum):
    """The pages that every site needs."""

    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"
    COOKIES = "cookies"


LANGUAGES = ("en", "de")

# The end of a line in our files that is not the end of a paragraph or point.
_WRAPPED = re.compile(r"(?<=\S)\n *(?=[^\s#*-])")

DEFAULTS: dict[tuple[Page, str], str] = {
    (page, language): _WRAPPED.sub(" ", texts[page.value])
    for language, texts in (("en", en.TEXTS), ("de", de.TEXTS))
    for page in Page
}


@dataclass(frozen=True, slots=True)
class LegalPage:
    """A page for readers, in Markdown without HTML. `is_default`: no admin has written it."""

    page: Page
    language: str
    text: str
    is_default: bool
    changed_at: datetime | None


def check_text(text: str) -> str:
    """The text of a page as an admin wrote it."""
    return check_paragraphs(text, field="text", longest=LONGEST)


def fill_in(text: str, values: dict[str, str]) -> str:
    """Put the values where their names stand in braces; other braces stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)
