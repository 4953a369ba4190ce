"""Who is behind a socket, as far as rooms and presence care."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person, or a browser in which nobody is logged in. Built at the door, never by the client.

    `guest` is the name that we gave to that browser; empty when it has none (yet). Who is `backstage` is in a room
    to work there, and no viewer.
    """

    person: UUID | None = None
    session: UUID | None = None
    network: str = ""
    guest: str = ""
    backstage: bool = False


NOBODY = Visitor()
