"""The wide layout of the watch page."""

import reflex as rx


class Theatre(rx.State):
    """On or off, for one visitor."""

    on: bool = False

    @rx.event
    def toggle(self) -> None:
        """The other one."""
        self.on = not self.on
