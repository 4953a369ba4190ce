"""Translation of what the browser renders: `t()`. What the server writes is translated by `messages.translate()`.

English texts are the keys. The browser loads the catalogue of its language as one JSON file and switches
without a round trip, so that every page is compiled once and not once a language.
"""

from typing import Any

from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import LiteralVar, Var

from aethex_live.scripts import beside

_MODULE = beside(__name__, "i18n.js")
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
