"""Translation: `t()` for what the browser renders, `translate()` for what the server writes (mail, errors).

English texts are the keys. The browser loads the catalogue of its language as one JSON file and switches
without a round trip, so that every page is compiled once and not once a language.
"""

from functools import cache
from pathlib import Path
from typing import Any

import reflex as rx
from babel.messages.pofile import read_po
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import LiteralVar, Var

LANGUAGES = {"en": "English", "de": "Deutsch"}
DOMAIN = "messages"
LOCALES = Path(__file__).parent / "locales"

_MODULE = "$/public" + rx.asset("i18n.js", shared=True)
_VAR_DATA = VarData(
    imports={_MODULE: [ImportVar(tag="useTranslation")]},
    hooks={"const tr = useTranslation();": None},
)


def t(text: str | Var, **values: Any) -> Var[str]:
    """`text` in the reader's language; `{name}` in it is replaced by the value given as `name`.

    A Var stands for a text that the server chose, such as an error's message.
    """
    literal = LiteralVar.create(text)
    expression = f"tr({literal!s}"
    var_data = VarData.merge(_VAR_DATA, literal._get_all_var_data())
    if values:
        arguments = LiteralVar.create(values)
        expression += f", {arguments!s}"
        var_data = VarData.merge(var_data, arguments._get_all_var_data())
    return Var(_js_expr=expression + ")", _var_type=str, _var_data=var_data)


@cache
def messages(language: str) -> dict[str, str]:
    """The catalogue of `language`: translated text by English text. English has none."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id and m.string and isinstance(m.id, str)}


def translate(language: str, text: str, **values: Any) -> str:
    """`text` in `language`, for what is written on the server, such as mail."""
    translated = messages(language).get(text, text)
    return translated.format(**values) if values else translated
