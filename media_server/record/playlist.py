"""A recording as HLS: byte ranges of its media files, as a VOD or, while it grows, as an EVENT playlist."""

import math
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from media_server.record.index import RecordingIndex, StoredSegment
from media_server.record.lines import FileStart

MULTIVARIANT_NAME = "index.m3u8"
MEDIA_NAME = "media.m3u8"


def render_media(index: RecordingIndex) -> str:
    """The media playlist. URIs are relative, so the folder plays from any place it is copied to."""
    segments = tuple(s for s in index.segments if s.closed)
    kind = "VOD" if index.sealed else "EVENT"
    target = max((math.ceil(s.duration_us / 1e6 - 0.5) for s in segments), default=1)
    out = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{max(1, target)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        f"#EXT-X-PLAYLIST-TYPE:{kind}",
    ]
    if all(s.independent for s in segments):
        out.append("#EXT-X-INDEPENDENT-SEGMENTS")
    file: FileStart | None = None
    for segment in segments:
        if file is None or file.number != segment.file:
            out += _new_file(index.files[segment.file], segment, first=file is None)
            file = index.files[segment.file]
        out.append(f"#EXTINF:{segment.duration_us / 1e6:.6f},")
        out.append(f"#EXT-X-BYTERANGE:{segment.size}@{segment.offset}")
        out.append(file.name)
    if index.sealed:
        out.append("#EXT-X-ENDLIST")
    return "\n".join(out) + "\n"


def _new_file(file: FileStart, segment: StoredSegment, *, first: bool) -> list[str]:
    tags = ["#EXT-X-DISCONTINUITY"] if segment.discontinuity and not first else []
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=file.wall_us)
    return [
        *tags,
        f"#EXT-X-PROGRAM-DATE-TIME:{moment.isoformat(timespec='milliseconds').replace('+00:00', 'Z')}",
        f'#EXT-X-MAP:URI="{file.name}",BYTERANGE="{file.init_size}@0"',
    ]


def render_multivariant(index: RecordingIndex) -> str:
    files = tuple(index.files.values())
    segments = tuple(s for s in index.segments if s.duration_us > 0)
    peak = max((s.size * 8e6 / s.duration_us for s in segments), default=1)
    average = index.size * 8e6 / index.duration_us if index.duration_us else 1
    attributes = [f"BANDWIDTH={math.ceil(peak)}", f"AVERAGE-BANDWIDTH={math.ceil(average)}"]
    codecs = dict.fromkeys(codec for file in files for codec in file.codecs)
    if codecs:
        attributes.append(f'CODECS="{",".join(codecs)}"')
    largest = max(files, key=lambda f: f.width * f.height, default=None)
    if largest is not None and largest.width:
        attributes.append(f"RESOLUTION={largest.width}x{largest.height}")
        if largest.frame_rate:
            attributes.append(f"FRAME-RATE={largest.frame_rate:.3f}")
    return f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:{','.join(attributes)}\n{MEDIA_NAME}\n"


def write_playlists(folder: Path, index: RecordingIndex) -> None:
    """Replace both playlists whole: a reader sees the old text or the new one."""
    for name, text in ((MEDIA_NAME, render_media(index)), (MULTIVARIANT_NAME, render_multivariant(index))):
        temporary = folder / f".{name}.new"
        temporary.write_text(text)
        os.replace(temporary, folder / name)
