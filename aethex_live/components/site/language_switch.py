"""The choice of language, at the end of every page."""

import reflex as rx

from aethex_live.i18n import t
from aethex_live.messages import LANGUAGES
from aethex_live.scripts import beside


class _LanguageSwitch(rx.Component):
    library = beside(__name__, "language_switch.jsx")
    tag = "LanguageSwitch"

    languages: rx.Var[dict[str, str]]
    label: rx.Var[str]


def language_switch() -> rx.Component:
    """Each language by its own name."""
    return _LanguageSwitch.create(languages=LANGUAGES, label=t("Language"))
