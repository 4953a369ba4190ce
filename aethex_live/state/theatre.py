"""The layout of the watch page, for one visitor."""

import reflex as rx


class Theatre(rx.State):
    """The wide layout, and whether the chat stands beside (or over) the picture."""

    on: bool = False
    chat: bool = True

    @rx.event
    def toggle(self) -> None:
        """The other layout."""
        self.on = not self.on

    @rx.event
    def toggle_chat(self) -> None:
        """Fold the chat away, or bring it back."""
        self.chat = not self.chat
