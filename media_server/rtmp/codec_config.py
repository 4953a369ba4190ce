"""Brings the decoder configurations of FLV into the one form that `TrackConfig.extradata` promises."""

from media_server.rtmp.errors import Fault, PeerError

MAX_EXTRADATA = 16 * 1024  # avcC with many parameter sets stays under 1 kB
_FLAC_STREAMINFO_SIZE = 34
_SHORTEST = {
    "avc1": 7,
    "hvc1": 23,
    "av01": 4,
    "vp09": 8,
    "mp4a": 2,
    "Opus": 19,
    "fLaC": _FLAC_STREAMINFO_SIZE,
}


def _flac_streaminfo(data: bytes) -> bytes:
    """FLV carries the native FLAC header: the signature and metadata blocks, STREAMINFO first.

    Frame sizes, sample count and checksum are blanked: an encoder that learns them sends the header again at
    the end, which would look like a change of the codec.
    """
    if data.startswith(b"fLaC"):
        data = data[4:]
    if len(data) >= 4 + _FLAC_STREAMINFO_SIZE and int.from_bytes(data[1:4], "big") == _FLAC_STREAMINFO_SIZE:
        data = data[4:]
    if len(data) < _FLAC_STREAMINFO_SIZE:
        return data
    return data[:4] + bytes(6) + data[10:13] + bytes([data[13] & 0xF0]) + bytes(20)


def _vp9_record(data: bytes) -> bytes:
    """The body of vpcC begins with version 1 and no flags, which some encoders leave out."""
    return data if data[:4] == b"\x01\x00\x00\x00" else b"\x01\x00\x00\x00" + data


def normalise(codec: str, data: bytes) -> bytes:
    if codec == "fLaC":
        data = _flac_streaminfo(data)
    elif codec == "vp09":
        data = _vp9_record(data)
    if not _SHORTEST[codec] <= len(data) <= MAX_EXTRADATA:
        raise PeerError(Fault.MEDIA, f"{codec} decoder configuration of {len(data)} bytes")
    return data
