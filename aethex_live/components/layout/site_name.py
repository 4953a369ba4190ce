"""What the operator calls the site, wherever a page says it."""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import Var

from aethex_live.scripts import beside

PRODUCT = "AeThex LIVE"  # what it is called until an operator says otherwise
LIBRARY = beside(__name__, "site_name.js")


def site_name() -> rx.Var[str]:
    """The name of the site."""
    var_data = VarData(
        imports={LIBRARY: [ImportVar(tag="useSiteName")]}, hooks={"const siteName = useSiteName();": None}
    )
    return Var(_js_expr="siteName", _var_type=str, _var_data=var_data)
