"""The catalogues of translations, and `translate()` for what the server itself writes, such as mail.

English texts are the keys. What a page shows is translated in the browser instead, by `i18n.t()`.
"""

from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from aethex_live.errors import Words

LANGUAGES = {"en": "English", "de": "Deutsch"}
DOMAIN = "messages"
LOCALES = Path(__file__).parent / "locales"


@cache
def catalogue(language: str) -> dict[str, str]:
    """The catalogue of `language`: translated text by English text. English has none."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language not in LANGUAGES or not path.exists():
        return {}
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id and m.string and isinstance(m.id, str)}


def translate(language: str, text: str, **values: Any) -> str:
    """`text` in `language`, with `values` in it; Words bring theirs, which may be Words again."""
    template = text
    if isinstance(text, Words):
        template = text.template
        values = {name: _value(language, value) for name, value in text.values.items()}
    translated = catalogue(language).get(template, template)
    return translated.format(**values) if values else translated


def _value(language: str, value: Any) -> Any:
    return translate(language, value) if isinstance(value, Words) else value
