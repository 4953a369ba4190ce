"""Which rungs of a ladder make sense for a source, and how large their pictures are. Pure."""

from dataclasses import dataclass

from media_server.stream_values import Rung


@dataclass(frozen=True, slots=True)
class Source:
    width: int
    height: int
    frame_rate: float


@dataclass(frozen=True, slots=True)
class PictureRung:
    """A rung with pictures, for one source."""

    name: str
    width: int
    height: int
    bitrate: int


def picture_rungs(source: Source, ladder: tuple[Rung, ...]) -> tuple[PictureRung, ...]:
    """Largest first. A rung as large as the source is the source, which is passed on as it came."""
    short = min(source.width, source.height)
    wanted = sorted((r for r in ladder if 0 < r.height < short), key=lambda r: r.height, reverse=True)
    return tuple(_fitted(source, rung, short) for rung in wanted)


def _fitted(source: Source, rung: Rung, short: int) -> PictureRung:
    """A "720p" of an upright picture is 720 wide: the number names the shorter side."""

    def scaled(side: int) -> int:
        return max(2, round(side * rung.height / short / 2) * 2)

    width, height = scaled(source.width), scaled(source.height)
    return PictureRung(rung.name, width, height, rung.video_bitrate or usual_bitrate(width, height, source))


def usual_bitrate(width: int, height: int, source: Source) -> int:
    """About 2.8 Mbit/s for 720p30. Twice the pictures cost less than twice the bits: they differ less."""
    rate = max(source.frame_rate, 1.0) / 30
    return round(width * height * 3.0 * rate**0.6 / 1000) * 1000
