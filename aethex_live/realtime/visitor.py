"""Who is behind a socket, as far as rooms and presence care."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person, or somebody of whom only the network is known. Built at the door, never by the client."""

    person: UUID | None = None
    session: UUID | None = None
    network: str = ""


NOBODY = Visitor()
