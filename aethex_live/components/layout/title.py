"""The title of a page: written into its file, or by the server; by the page in its reader's language as it runs."""

import reflex as rx

from aethex_live.components.ui.base import Text
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "title.jsx")


class _PageTitle(rx.Component):
    library = _LIBRARY
    tag = "PageTitle"

    text: rx.Var[str]


def page_title(text: Text = "") -> rx.Component:
    """Put it anywhere on the page. While `text` is empty the title stays as it was, with the site's own name."""
    return _PageTitle.create(text=text)
