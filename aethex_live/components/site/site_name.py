"""The name that the operator gave to the site, told to all pages once."""

from collections.abc import Callable

import reflex as rx

from aethex_live.scripts import beside
from aethex_live.state.site_name import SiteName


class _SiteName(rx.Component):
    library = beside(__name__, "site_name.jsx")
    tag = "SiteName"
    alias = "SiteNameTold"

    name: rx.Var[str]


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """For `rx.App(app_wraps=...)`, beside those of the layout."""
    return {
        (4, "SiteName"): lambda stateful: (
            rx.fragment(_SiteName.create(name=SiteName.name)) if stateful else None
        )
    }
