"""Who is behind a socket, as far as rooms and presence care."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person, or a browser in which nobody is logged in. Built at the door, never by the client.

    `guest` is the name that we gave to that browser; empty when it has none (yet).
    """

    person: UUID | None = None
    session: UUID | None = None
    network: str = ""
    guest: str = ""


NOBODY = Visitor()
