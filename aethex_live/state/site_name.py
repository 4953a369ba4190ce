"""What the operator calls the site, for the titles that pages write themselves."""

import reflex as rx

from aethex_live.services.context import current


class SiteName(rx.State):
    """The same for everybody; empty until the page knows."""

    @rx.var(initial_value="")
    def name(self) -> str:
        """As mail and messengers have it."""
        return current().settings.site_name
