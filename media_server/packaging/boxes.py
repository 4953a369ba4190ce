"""ISO BMFF boxes written from access units: the CMAF header, and one moof+mdat pair a part."""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct, pack

from .codecs.formats import AudioFormat, VideoFormat
from .sample_entries import audio_entry, box, full_box, video_entry

VIDEO_TRACK, AUDIO_TRACK = 1, 2
VIDEO_TIMESCALE = 90_000
# sample_depends_on / sample_is_non_sync_sample of ISO 14496-12 8.8.3.1
SYNC_SAMPLE = 0x0200_0000
OTHER_SAMPLE = 0x0101_0000
UNITY_MATRIX = pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

TFHD_DEFAULT_BASE_IS_MOOF = 0x02_0000
TFHD_DURATION_IS_EMPTY = 0x01_0000
TRUN_OFFSET, TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_CTO = 0x1, 0x100, 0x200, 0x400, 0x800
VIDEO_TRUN = TRUN_OFFSET | TRUN_DURATION | TRUN_SIZE | TRUN_FLAGS | TRUN_CTO
AUDIO_TRUN = TRUN_OFFSET | TRUN_DURATION | TRUN_SIZE
_VIDEO_SAMPLE = Struct(">IIIi")
_AUDIO_SAMPLE = Struct(">II")


@dataclass(slots=True)
class Sample:
    """One entry of a track run, in ticks of its track."""

    data: bytes
    duration: int
    flags: int = SYNC_SAMPLE
    composition_offset: int = 0


@dataclass(slots=True)
class Run:
    """The samples of one track that go into a part; none if the track has nothing to add to it."""

    decode_time: int
    samples: Sequence[Sample]


def init_section(video: VideoFormat | None, audio: AudioFormat | None) -> bytes:
    """ftyp + moov with empty sample tables: what a decoder needs before the first fragment."""
    tracks, defaults = [], []
    if video:
        tracks.append(
            _track(VIDEO_TRACK, VIDEO_TIMESCALE, b"vide", b"VideoHandler", video_entry(video), video)
        )
        defaults.append(_trex(VIDEO_TRACK))
    if audio:
        tracks.append(_track(AUDIO_TRACK, audio.rate, b"soun", b"SoundHandler", audio_entry(audio), None))
        defaults.append(_trex(AUDIO_TRACK))
    brands = b"iso6cmfciso6mp41"
    movie_header = full_box(
        b"mvhd",
        0,
        0,
        pack(">IIII", 0, 0, 1000, 0)
        + pack(">IHHII", 0x10000, 0x0100, 0, 0, 0)
        + UNITY_MATRIX
        + bytes(24)
        + pack(">I", AUDIO_TRACK + 1),
    )
    movie = box(b"moov", movie_header, *tracks, box(b"mvex", *defaults))
    return box(b"ftyp", brands[:4], bytes(4), brands[4:]) + movie


def fragment(number: int, video: Run | None, audio: Run | None) -> bytes:
    """One moof+mdat pair. The bytes of every sample are copied exactly once, into the result."""
    trafs = []
    payload: list[bytes] = []
    size = 8 + 16
    if video:
        size += _traf_size(video, _VIDEO_SAMPLE.size)
    if audio:
        size += _traf_size(audio, _AUDIO_SAMPLE.size)
    offset = size + 8
    if video:
        trafs.append(_video_traf(video, offset))
        data = [sample.data for sample in video.samples]
        payload += data
        offset += sum(map(len, data))
    if audio:
        trafs.append(_audio_traf(audio, offset))
        data = [sample.data for sample in audio.samples]
        payload += data
        offset += sum(map(len, data))
    head = pack(">I4sI4sII", size, b"moof", 16, b"mfhd", 0, number)
    return b"".join((head, *trafs, pack(">I4s", offset - size, b"mdat"), *payload))


def _traf_size(run: Run, entry: int) -> int:
    return 8 + 16 + 20 + (20 + entry * len(run.samples) if run.samples else 0)


def _video_traf(run: Run, offset: int) -> bytes:
    entries = b"".join(
        [_VIDEO_SAMPLE.pack(s.duration, len(s.data), s.flags, s.composition_offset) for s in run.samples]
    )
    return _traf(VIDEO_TRACK, run, 0x0100_0000 | VIDEO_TRUN, offset, entries)


def _audio_traf(run: Run, offset: int) -> bytes:
    entries = b"".join([_AUDIO_SAMPLE.pack(s.duration, len(s.data)) for s in run.samples])
    return _traf(AUDIO_TRACK, run, AUDIO_TRUN, offset, entries)


def _traf(track: int, run: Run, trun_flags: int, offset: int, entries: bytes) -> bytes:
    empty = not run.samples
    flags = TFHD_DEFAULT_BASE_IS_MOOF | (TFHD_DURATION_IS_EMPTY if empty else 0)
    head = pack(">I4sII", 16, b"tfhd", flags, track)
    head += pack(">I4sIQ", 20, b"tfdt", 0x0100_0000, run.decode_time)
    if not empty:
        head += pack(">I4sIIi", 20 + len(entries), b"trun", trun_flags, len(run.samples), offset)
    return pack(">I4s", 8 + len(head) + len(entries), b"traf") + head + entries


def _track(
    number: int, timescale: int, handler: bytes, name: bytes, entry: bytes, video: VideoFormat | None
) -> bytes:
    width, height = (video.width, video.height) if video else (0, 0)
    volume = 0 if video else 0x0100
    header = full_box(
        b"tkhd",
        0,
        7,
        pack(">IIIII", 0, 0, number, 0, 0)
        + pack(">IIHHHH", 0, 0, 0, 0, volume, 0)
        + UNITY_MATRIX
        + pack(">II", width << 16, height << 16),
    )
    media_header = full_box(b"mdhd", 0, 0, pack(">IIIIHH", 0, 0, timescale, 0, 0x55C4, 0))
    handler_box = full_box(b"hdlr", 0, 0, bytes(4) + handler + bytes(12) + name + b"\x00")
    kind_header = full_box(b"vmhd", 0, 1, bytes(8)) if video else full_box(b"smhd", 0, 0, bytes(4))
    location = full_box(b"dref", 0, 0, pack(">I", 1) + full_box(b"url ", 0, 1))
    table = box(
        b"stbl",
        full_box(b"stsd", 0, 0, pack(">I", 1) + entry),
        full_box(b"stts", 0, 0, bytes(4)),
        full_box(b"stsc", 0, 0, bytes(4)),
        full_box(b"stsz", 0, 0, bytes(8)),
        full_box(b"stco", 0, 0, bytes(4)),
    )
    media = box(b"mdia", media_header, handler_box, box(b"minf", kind_header, box(b"dinf", location), table))
    return box(b"trak", header, media)


def _trex(track: int) -> bytes:
    return full_box(b"trex", 0, 0, pack(">IIIII", track, 1, 0, 0, 0))
