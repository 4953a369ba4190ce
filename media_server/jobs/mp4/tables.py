"""What is known of a track and its samples, in columns: a day of media must fit into memory."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class TrackInfo:
    """A track as its CMAF header describes it."""

    track_id: int
    kind: str  # "video" or "audio"
    codec: str  # sample entry name: avc1, hvc1, av01, mp4a ...
    entry: bytes  # the whole sample entry box: what a copy of the samples needs
    extradata: bytes  # in the form that FFmpeg's decoder wants
    timescale: int
    width: int = 0
    height: int = 0
    sample_rate: int = 0
    channels: int = 0
    default_duration: int = 0
    default_size: int = 0
    default_flags: int = 0


class Sample(NamedTuple):
    dts: int
    cts: int  # presentation minus decoding time
    duration: int
    size: int
    offset: int
    sync: bool

    @property
    def pts(self) -> int:
        return self.dts + self.cts


@dataclass(slots=True)
class SampleTable:
    dts: array = field(default_factory=lambda: array("q"))
    cts: array = field(default_factory=lambda: array("i"))
    duration: array = field(default_factory=lambda: array("I"))
    size: array = field(default_factory=lambda: array("I"))
    offset: array = field(default_factory=lambda: array("q"))
    sync: array = field(default_factory=lambda: array("b"))

    def append(self, dts: int, cts: int, duration: int, size: int, offset: int, sync: bool) -> None:
        self.dts.append(dts)
        self.cts.append(cts)
        self.duration.append(duration)
        self.size.append(size)
        self.offset.append(offset)
        self.sync.append(sync)

    def __len__(self) -> int:
        return len(self.dts)

    def __getitem__(self, place: int) -> Sample:
        return Sample(
            self.dts[place],
            self.cts[place],
            self.duration[place],
            self.size[place],
            self.offset[place],
            bool(self.sync[place]),
        )

    def __iter__(self) -> Iterator[Sample]:
        return map(self.__getitem__, range(len(self)))
