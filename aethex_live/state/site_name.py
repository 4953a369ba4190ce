"""What the operator calls the site, for pages that the server did not write it into."""

import reflex as rx

from aethex_live.services.context import current


class SiteName(rx.State):
    """The same for everybody; empty until the page knows."""

    @rx.var(initial_value="")
    def name(self) -> str:
        """As mail and messengers have it."""
        return current().site_name
