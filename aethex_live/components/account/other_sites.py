"""Buttons to log in with the account of another site."""

import reflex as rx

from aethex_live.components.account.door import post_button
from aethex_live.i18n import t
from aethex_live.state.other_sites import OtherSites


def other_sites() -> rx.Component:
    """One button a site; nothing when the operator has set up none."""
    return rx.el.div(
        rx.foreach(
            OtherSites.sites,
            lambda site: post_button(
                t("Continue with {site}", site=site["name"]),
                action=f"/auth/oauth/{site['key']}",
                from_address=["next"],
                data_wide="true",
            ),
        ),
        class_name="ui-stack",
    )
