"""The sound of the source by itself: its parts under its numbers, with its durations, without the pictures.

Nothing is decoded or timed anew, so the rung is in step with the source whatever happens to that.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from media_server.broadcast.sinks import OutputSink
from media_server.jobs.mp4.boxes import box, need, walk
from media_server.jobs.mp4.reader import read_fragments, read_header
from media_server.jobs.mp4.tables import SampleTable, TrackInfo
from media_server.packaging.boxes import AUDIO_TRACK, VIDEO_TRACK, Run, Sample, fragment
from media_server.packaging.outputs import InitSection, Output, Part

_TKHD_NUMBER, _TREX_NUMBER = 12, 4  # where these boxes have the number of their track


class SoundAlone:
    """An `OutputSink` for the source's rendition. `enter` makes the rung when the source has sound, `leave` takes
    it away when the source has none any more.
    """

    def __init__(self, enter: Callable[[], OutputSink], leave: Callable[[], None]) -> None:
        self._enter, self._leave = enter, leave
        self._sounds: dict[int, _Sound | None] = {}  # by number of the source's header
        self._rung: OutputSink | None = None
        self._known: set[int] = set()  # headers that the rung has got

    def on_output(self, output: Output) -> None:
        if isinstance(output, InitSection):
            self._sounds[output.number] = _sound_of(output)
        elif isinstance(output, Part):
            self._on_part(output)
        elif self._rung is not None:
            self._rung.on_output(output)

    def close(self) -> None:
        if self._rung is not None:
            self._rung.close()

    def _on_part(self, part: Part) -> None:
        sound = self._sounds.get(part.init)
        if sound is None:
            if self._rung is not None:
                self._rung = None
                self._leave()
            return
        if self._rung is None:
            if part.index:
                return  # only whole segments
            self._rung = self._enter()
            self._known.clear()
        if part.init not in self._known:
            self._known.add(part.init)
            self._rung.on_output(sound.header)
        self._rung.on_output(sound.of(part))


@dataclass(slots=True)
class _Sound:
    """What there is to hear below one header of the source."""

    header: InitSection
    _tracks: tuple[TrackInfo, ...]
    _count: int = 0
    _end: int = 0  # in ticks of the track: where a part without sound would begin

    def of(self, part: Part) -> Part:
        tables: dict[int, SampleTable] = {}
        read_fragments(io.BytesIO(part.data), 0, len(part.data), self._tracks, tables)
        rows = list(tables.get(AUDIO_TRACK, SampleTable()))
        begin = rows[0].dts if rows else self._end
        samples = [Sample(part.data[row.offset : row.offset + row.size], row.duration) for row in rows]
        self._end = begin + sum([row.duration for row in rows])
        self._count += 1
        return replace(part, independent=True, data=fragment(self._count, None, Run(begin, samples)))


def _sound_of(source: InitSection) -> _Sound | None:
    tracks = tuple([track for track in read_header(source.data) if track.kind == "audio"])
    if not tracks:
        return None
    header = replace(
        source,
        data=_without_pictures(source.data),
        codecs=source.codecs[-1:],
        width=0,
        height=0,
        frame_rate=0.0,
    )
    return _Sound(header, tracks)


def _without_pictures(header: bytes) -> bytes:
    moov = need(header, b"moov")
    kept = []
    for child in walk(moov):
        if child.kind == b"mvex":
            defaults = [one for one in walk(child.body) if _number(one.body, _TREX_NUMBER) != VIDEO_TRACK]
            kept.append(box(b"mvex", *[box(one.kind, bytes(one.body)) for one in defaults]))
        elif child.kind != b"trak" or _number(need(child.body, b"tkhd"), _TKHD_NUMBER) != VIDEO_TRACK:
            kept.append(box(child.kind, bytes(child.body)))
    first = next(walk(header))
    return header[: first.size] + box(b"moov", *kept)


def _number(body: memoryview, place: int) -> int:
    return int.from_bytes(body[place : place + 4], "big")
