"""Codec configurations as encoders send them -> what an init section and a playlist have to say."""

from dataclasses import replace

from ...units import TrackConfig
from ..errors import CodecError
from .aac import parse_audio_specific_config
from .av1 import parse_av1c, size_in_obus
from .avc import parse_avcc
from .flac import parse_streaminfo
from .formats import AudioFormat, VideoFormat
from .hevc import parse_hvcc
from .opus import parse_opus_head
from .vp9 import parse_vpcc, size_in_keyframe

__all__ = ["AudioFormat", "VideoFormat", "complete", "describe"]

_PARSERS = {
    ("video", "avc1"): parse_avcc,
    ("video", "hvc1"): parse_hvcc,
    ("video", "av01"): parse_av1c,
    ("video", "vp09"): parse_vpcc,
    ("audio", "mp4a"): parse_audio_specific_config,
    ("audio", "Opus"): parse_opus_head,
    ("audio", "fLaC"): parse_streaminfo,
}


def describe(config: TrackConfig) -> VideoFormat | AudioFormat:
    """Parse the configuration of a track; CodecError says in plain words why it cannot be used."""
    parser = _PARSERS.get((config.kind, config.codec))
    if parser is None:
        known = ", ".join(sorted(name for kind, name in _PARSERS if kind == config.kind))
        raise CodecError(f"{config.kind} codec {config.codec!r} is not supported (supported: {known})")
    return parser(config.extradata)


def complete(video: VideoFormat, keyframe: bytes) -> VideoFormat:
    """Some configurations do not tell the picture size; the keyframe then does, if it is whole."""
    try:
        if video.entry == "vp09":
            width, height = size_in_keyframe(keyframe)
        elif video.entry == "av01":
            width, height, _ = size_in_obus(keyframe)
        else:
            return video
    except CodecError:
        return video
    return replace(video, width=width, height=height)
