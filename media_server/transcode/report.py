"""What a ladder tells of itself, in words for the creator's dashboard."""

from dataclasses import dataclass
from enum import StrEnum


class RungState(StrEnum):
    STARTING = "starting"
    RUNNING = "running"
    REFUSED = "refused"  # there was no room for it
    DROPPED = "dropped"  # it could not hold real time
    FAILED = "failed"  # its process keeps dying


@dataclass(frozen=True, slots=True)
class RungReport:
    rung: str
    state: RungState
    sentence: str = ""
