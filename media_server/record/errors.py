"""What can go wrong with a recording, said so that an operator knows what to do."""

from dataclasses import dataclass
from enum import StrEnum


class RecordingError(Exception):
    """A recording cannot be found, read or begun; the text says why."""


class AlertCode(StrEnum):
    DISK_SLOW = "disk_slow"
    DISK_FULL = "disk_full"
    DISK_RESERVE = "disk_reserve"
    DISK_ERROR = "disk_error"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class RecordingAlert:
    """The recording stopped before its stream did. The stream itself goes on."""

    recording_id: str
    code: AlertCode
    message: str
