"""The legal pages, as the operator has written them."""

from collections.abc import Iterator
from typing import TypedDict

import reflex as rx

from aethex_live.errors import NotFound
from aethex_live.services import site_setting
from aethex_live.services.context import current
from aethex_live.state.address import argument, language

_MARKS = {"# ": "title", "## ": "heading", "### ": "heading", "- ": "point", "* ": "point"}


class Block(TypedDict):
    """A paragraph, heading or point of the text."""

    kind: str
    text: str


class Legal(rx.State):
    """One of the texts."""

    loaded: bool = False
    missing: bool = False
    blocks: list[Block] = []

    @rx.event
    async def load(self) -> None:
        """The page in the address, in the reader's language when there is a text in it."""
        self.reset()
        self.loaded = True
        try:
            page = await site_setting.legal_page(current(), argument(self, "legal_page"), language(self))
        except NotFound:
            self.missing = True
            return
        self.blocks = list(blocks(page.text))


def blocks(text: str) -> Iterator[Block]:
    """The few marks of Markdown that a legal text needs; whatever else is in it stays as it was typed.

    Words are not set in bold: their asterisks are left out.
    """
    text = text.replace("**", "")
    for paragraph in text.split("\n\n"):
        lines: list[str] = []
        for line in paragraph.splitlines():
            mark = next((mark for mark in _MARKS if line.startswith(mark)), None)
            if mark is None:
                lines.append(line)
                continue
            if lines:
                yield Block(kind="text", text="\n".join(lines))
                lines = []
            yield Block(kind=_MARKS[mark], text=line.removeprefix(mark).strip())
        if lines:
            yield Block(kind="text", text="\n".join(lines))
