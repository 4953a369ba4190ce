"""Bodies of RTMP audio and video messages, legacy and Enhanced RTMP v2, read into configurations and units.

A codec that no browser plays, or that this server cannot package, ends the publish with a sentence for its
creator: half a stream without a word would be worse. MP3 is one of them: Chrome takes none in fragmented MP4.
"""

from media_server.rtmp.buffer import Cursor
from media_server.rtmp.chunk import Body
from media_server.rtmp.codec_config import normalise
from media_server.rtmp.errors import Fault, PeerError
from media_server.units import AccessUnit, Kind, TrackConfig

Item = TrackConfig | AccessUnit

KEYFRAME, VIDEO_COMMAND_FRAME = 1, 5
LEGACY_AVC, LEGACY_HEVC, LEGACY_AAC = 7, 12, 10
AUDIO_EX_HEADER = 9
SEQUENCE_START, CODED_FRAMES, SEQUENCE_END, CODED_FRAMES_X = 0, 1, 2, 3
AUDIO_MULTITRACK, VIDEO_MULTITRACK, MOD_EX = 5, 6, 7
ONE_TRACK, MANY_TRACKS, MANY_CODECS = 0, 1, 2

MAX_MODIFIERS = 8  # ModEx entries before one packet; the specification names a single kind
MAX_TRACKS_IN_MESSAGE = 32

VIDEO_CODECS = {b"avc1": "avc1", b"hvc1": "hvc1", b"av01": "av01", b"vp09": "vp09"}
AUDIO_CODECS = {b"mp4a": "mp4a", b"Opus": "Opus", b"fLaC": "fLaC"}
_LEGACY_VIDEO = {LEGACY_AVC: "avc1", LEGACY_HEVC: "hvc1"}
_OLD_VIDEO = {
    2: "Sorenson H.263 (FLV1)",
    3: "Screen Video",
    4: "VP6",
    5: "VP6 with alpha",
    6: "Screen Video 2",
}
_OLD_AUDIO = {
    **dict.fromkeys((0, 3), "PCM"),
    1: "ADPCM",
    **dict.fromkeys((2, 14), "MP3"),
    **dict.fromkeys((4, 5, 6), "Nellymoser"),
    **dict.fromkeys((7, 8), "G.711"),
    11: "Speex",
}
_COMPOSITION_CODECS = frozenset(("avc1", "hvc1"))


def _unplayable(kind: Kind, name: str) -> PeerError:
    choices = "H.264, HEVC, AV1 or VP9" if kind == "video" else "AAC, Opus or FLAC"
    return PeerError(Fault.MEDIA, f"The {kind} codec {name} is not supported. Choose {choices}.")


def read_video(body: Body, time_ms: int) -> list[Item]:
    """What one video message says; an empty list for messages that carry no media."""
    if not body:
        return []
    first = body[0]
    if first & 0x80:
        return _read_extended("video", Cursor(body, Fault.MEDIA, 1), first & 0x0F, (first >> 4) & 7, time_ms)
    frame_type, codec_id = first >> 4, first & 0x0F
    if frame_type == VIDEO_COMMAND_FRAME:
        return []
    codec = _LEGACY_VIDEO.get(codec_id)
    if codec is None:
        raise _unplayable("video", _OLD_VIDEO.get(codec_id, f"number {codec_id}"))
    if len(body) < 5:
        if body[1:2] == b"\x02":
            return []  # the end of the sequence, without the composition time that it has no use for
        raise PeerError(Fault.MEDIA, f"video message of {len(body)} bytes")
    packet_type = body[1]
    if packet_type == 1:
        if len(body) == 5:
            return []
        composition = int.from_bytes(body[2:5], "big", signed=True)
        data = bytes(body[5:])
        return [AccessUnit("video", time_ms, composition, frame_type == KEYFRAME, data)]
    if packet_type == 0 and len(body) > 5:
        return [TrackConfig("video", codec, normalise(codec, bytes(body[5:])))]
    return []


def read_audio(body: Body, time_ms: int) -> list[Item]:
    """What one audio message says; a message of no bytes is the specification's silence."""
    if not body:
        return []
    sound_format = body[0] >> 4
    if sound_format == AUDIO_EX_HEADER:
        return _read_extended("audio", Cursor(body, Fault.MEDIA, 1), body[0] & 0x0F, KEYFRAME, time_ms)
    if sound_format != LEGACY_AAC:
        raise _unplayable("audio", _OLD_AUDIO.get(sound_format, f"number {sound_format}"))
    if len(body) < 3:
        return []
    data = bytes(body[2:])
    if body[1] == 0:
        return [TrackConfig("audio", "mp4a", normalise("mp4a", data))]
    return [AccessUnit("audio", time_ms, 0, True, data)]


def _read_extended(kind: Kind, cursor: Cursor, packet_type: int, frame_type: int, time_ms: int) -> list[Item]:
    packet_type = _skip_modifiers(cursor, packet_type)
    if kind == "video" and frame_type == VIDEO_COMMAND_FRAME and packet_type != 4:
        return []
    multitrack = VIDEO_MULTITRACK if kind == "video" else AUDIO_MULTITRACK
    if packet_type != multitrack:
        codec = _codec(kind, cursor)
        return _packet(kind, codec, 0, packet_type, frame_type, cursor, time_ms)
    return _read_tracks(kind, cursor, frame_type, time_ms)


def _skip_modifiers(cursor: Cursor, packet_type: int) -> int:
    """ModEx refines the time below a millisecond, which neither players nor this server measure."""
    for _ in range(MAX_MODIFIERS):
        if packet_type != MOD_EX:
            return packet_type
        size = cursor.unsigned(1) + 1
        if size == 256:
            size = cursor.unsigned(2) + 1
        cursor.view(size)
        packet_type = cursor.unsigned(1) & 0x0F
    raise PeerError(Fault.MEDIA, f"more than {MAX_MODIFIERS} packet modifiers")


def _codec(kind: Kind, cursor: Cursor) -> str:
    name = cursor.take(4)
    codec = (VIDEO_CODECS if kind == "video" else AUDIO_CODECS).get(name)
    if codec is None:
        raise _unplayable(kind, "".join(chr(byte) if 32 < byte < 127 else "?" for byte in name))
    return codec


def _read_tracks(kind: Kind, cursor: Cursor, frame_type: int, time_ms: int) -> list[Item]:
    layout, packet_type = divmod(cursor.unsigned(1), 16)
    if layout > MANY_CODECS:
        raise PeerError(Fault.MEDIA, f"multitrack layout {layout}")
    codec = "" if layout == MANY_CODECS else _codec(kind, cursor)
    items: list[Item] = []
    for _ in range(MAX_TRACKS_IN_MESSAGE):
        if layout == MANY_CODECS:
            codec = _codec(kind, cursor)
        track = cursor.unsigned(1)
        size = cursor.left if layout == ONE_TRACK else cursor.unsigned(3)
        packet = Cursor(cursor.view(size), Fault.MEDIA)
        items += _packet(kind, codec, track, packet_type, frame_type, packet, time_ms)
        if not cursor.left:
            return items
    raise PeerError(Fault.LIMIT, f"more than {MAX_TRACKS_IN_MESSAGE} tracks in a message")


def _packet(
    kind: Kind, codec: str, track: int, packet_type: int, frame_type: int, cursor: Cursor, time_ms: int
) -> list[Item]:
    if packet_type == SEQUENCE_START:
        return [TrackConfig(kind, codec, normalise(codec, cursor.rest()), track)] if cursor.left else []
    if packet_type not in (CODED_FRAMES, CODED_FRAMES_X) or (kind == "audio" and packet_type != CODED_FRAMES):
        return []  # sequence end, metadata, channel layout: nothing that a player needs
    composition = 0
    if kind == "video" and packet_type == CODED_FRAMES and codec in _COMPOSITION_CODECS:
        composition = cursor.signed(3)
    if not cursor.left:
        return []
    return [AccessUnit(kind, time_ms, composition, frame_type == KEYFRAME, cursor.rest(), track)]
