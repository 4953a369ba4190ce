"""Names of recordings and their files. All are made here; a name from outside is only ever compared with
them.
"""

import re
import secrets
import time

_RECORDING_ID = re.compile(r"[0-9a-f]{32}")
_MEDIA_FILE = re.compile(r"media-[0-9]{6}\.mp4")


def new_recording_id() -> str:
    """48 bits of milliseconds, then 80 random bits: sorts by age, cannot be guessed."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


def is_recording_id(text: str) -> bool:
    return _RECORDING_ID.fullmatch(text) is not None


def media_file_name(number: int) -> str:
    return f"media-{number:06d}.mp4"


def is_media_file_name(text: str) -> bool:
    return _MEDIA_FILE.fullmatch(text) is not None
