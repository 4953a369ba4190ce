"""Which other sites' accounts can be used to log in here."""

from typing import TypedDict

import reflex as rx

from aethex_live.services import oauth
from aethex_live.services.context import current


class Site(TypedDict):
    """One of them."""

    key: str
    name: str


class OtherSites(rx.State):
    """The buttons below the log-in form."""

    sites: list[Site] = []

    @rx.event
    def load(self) -> None:
        """What the operator has set up."""
        self.sites = [{"key": site.key, "name": site.name} for site in oauth.providers(current())]
