"""Whether an H.264 stream is refreshed bit by bit (intra refresh) in place of keyframes. Pure.

Encoders flag the pictures at which such a refresh begins as keyframes, but browsers cannot start there.
"""

IDR, OTHER_PICTURE, SEI = 5, 1, 6
RECOVERY_POINT = 6  # a kind of SEI
_LOOKED_AT = 512  # bytes of one SEI
_UNITS = 32  # in front of the picture itself; millions of empty ones fit into what a stranger may send


def refreshes_gradually(picture: bytes) -> bool:
    """Asked of a picture flagged as keyframe, in the form of MP4: each unit behind its length in four bytes."""
    place = 0
    for _ in range(_UNITS):
        if place + 5 > len(picture):
            break
        size, kind = int.from_bytes(picture[place : place + 4], "big"), picture[place + 4] & 31
        if kind in (IDR, OTHER_PICTURE):
            return False
        unit = picture[place + 5 : min(place + 4 + size, place + 5 + _LOOKED_AT)]
        if kind == SEI and _recovers_later(unit):
            return True
        place += 4 + size
    return False


def _recovers_later(sei: bytes) -> bool:
    """Whether it announces whole pictures for later; those of open groups of pictures are whole at once."""
    place = 0
    while place < len(sei) and sei[place] != 0x80:
        kind, place = _coded(sei, place)
        size, place = _coded(sei, place)
        if kind == RECOVERY_POINT and place < len(sei):
            return not sei[place] & 0x80  # a first bit of 1 is the code for "after 0 pictures"
        place += size
    return False


def _coded(sei: bytes, place: int) -> tuple[int, int]:
    value = 0
    while place < len(sei) and sei[place] == 0xFF:
        value, place = value + 0xFF, place + 1
    return value + (sei[place] if place < len(sei) else 0), place + 1
