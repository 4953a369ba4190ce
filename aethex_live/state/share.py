"""What the share dialog of a page passes on: the address of a channel, its stream, or a person."""

import reflex as rx

from aethex_live.errors import InvalidInput
from aethex_live.services import share
from aethex_live.services.context import current


class Share(rx.State):
    """The page that is shared. `link` is empty until the dialog was opened."""

    link: str = ""
    embed: str = ""
    qr: str = ""

    @rx.event
    def begin(self, kind: str, name: str) -> None:
        """Somebody wants to pass on this page."""
        self.reset()
        try:
            made = share.links(current(), kind, name)
        except InvalidInput:
            return
        self.link, self.embed, self.qr = made.link, made.embed, made.qr
