"""Who looks at the page, for what the page shows.

Never a proof of anything: every use case asks the cookie again.
"""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.user import is_staff
from aethex_live.realtime import hub
from aethex_live.realtime.visitor import Visitor
from aethex_live.services.context import current
from aethex_live.services.me import me
from aethex_live.state.answer import log_in_first
from aethex_live.state.door import actor_of
from aethex_live.state.notification import Bell


class OwnChannel(TypedDict):
    """A channel of theirs in the switcher."""

    id: str
    slug: str
    name: str
    picture: str
    live: bool


class Viewer(rx.State):
    """The person at the browser, loaded with every page."""

    known: bool = False
    logged_in: bool = False
    username: str = ""
    name: str = ""
    picture: str = ""
    staff: bool = False
    channels: list[OwnChannel] = []

    @rx.event
    async def load(self):
        """Ask who it is; the cookie of this socket says it, until its session ends."""
        actor = await actor_of(self)
        if actor.session_id is not None:
            visitor = Visitor(person=actor.user_id, session=actor.session_id, network=actor.network)
            hub.current().greet(self.router.session.session_id, visitor)
        found = await me(current(), actor)
        self.known = True
        self.logged_in = found is not None
        self.username = found.username if found else ""
        self.name = found.display_name if found else ""
        self.picture = found.avatar_url if found else ""
        self.staff = is_staff(found.role) if found else False
        self.channels = [
            OwnChannel(
                id=str(each.id),
                slug=each.slug,
                name=each.name,
                picture=each.avatar_url,
                live=each.live,
            )
            for each in (found.channels if found else ())
        ]
        return Bell.enter if self.logged_in else None

    @rx.event
    async def require(self):
        """For pages that are nobody's without log-in: send strangers to the log-in page and back."""
        if (await actor_of(self)).user_id is None:
            return log_in_first(self.router.url.path)
