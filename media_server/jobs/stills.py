"""Single pictures: posters, live thumbnails, and the sheets of small pictures that players show while
seeking.
"""

import io
import math
from dataclasses import dataclass
from pathlib import Path

import av
from PIL import Image

from media_server.jobs.cutting import Picture, decodable_from
from media_server.jobs.errors import JobError
from media_server.jobs.mp4.boxes import BoxError
from media_server.jobs.mp4.reader import read_fragments, read_header
from media_server.jobs.mp4.source import SampleReader, Stored, open_runs
from media_server.jobs.mp4.tables import SampleTable
from media_server.jobs.pictures import Decoding, open_decoder
from media_server.jobs.requests import (
    PictureResult,
    PosterJob,
    StoryboardJob,
    StoryboardResult,
    ThumbnailJob,
)

# A player loads all sheets of a recording: a day at one picture every 5 s would be 170 sheets.
_MAX_PICTURES = 1500
_FORMATS = {"webp": {"format": "WEBP", "quality": 75, "method": 2}, "jpg": {"format": "JPEG", "quality": 82}}


def make_poster(job: PosterJob) -> PictureResult:
    target = Path(job.target)
    video = [stored for run in open_runs(job.runs) for stored in run.samples("video")]
    if not video:
        raise JobError("The recording has no picture at that time.")
    before = [n for n, stored in enumerate(video) if stored.pts_s <= job.at_s + 0.002]
    wanted = max(before, key=lambda n: video[n].pts_s, default=0)
    first = decodable_from([Picture(s.pts_s, s.sample.sync) for s in video], video[wanted].pts_s)
    reader = SampleReader()
    try:
        for place, frame in Decoding(video, first, (wanted,), reader):
            if place == wanted:
                image = _image(frame, job.max_width)
                _save(image, target, target.suffix.lstrip("."))
                return PictureResult(image.width, image.height, video[wanted].pts_s)
    finally:
        reader.close()
    raise JobError("The picture at that time is damaged.")


def make_thumbnail(job: ThumbnailJob, media: bytes) -> tuple[PictureResult, bytes]:
    try:
        tracks = read_header(media[: job.init_size])
        tables: dict[int, SampleTable] = {}
        read_fragments(io.BytesIO(media), job.init_size, len(media), tracks, tables)
    except BoxError as error:
        raise JobError(f"The part is damaged: {error}.") from error
    track = next((t for t in tracks if t.kind == "video" and tables.get(t.track_id)), None)
    if track is None:
        raise JobError("The part has no picture.")
    sample = tables[track.track_id][0]
    data = media[sample.offset : sample.offset + sample.size]
    frame = _decode_one(open_decoder(track, threads=1), data)
    if frame is None:
        raise JobError("The picture is damaged.")
    image = _image(frame, job.max_width)
    return PictureResult(image.width, image.height), _encoded(image, job.format)


def make_storyboard(job: StoryboardJob) -> StoryboardResult:
    keys = [s for run in open_runs(job.runs) for s in run.samples("video") if s.sample.sync]
    if not keys:
        raise JobError("The recording has no pictures.")
    end_s = max(run.start_s + run.duration_s for run in job.runs)
    interval = max(job.interval_s, 1.0, end_s / _MAX_PICTURES)
    chosen = _every(keys, interval, end_s)
    board = _Board(job, Path(job.folder), interval, end_s)
    reader = SampleReader()
    try:
        for number, stored in enumerate(chosen):
            board.add(number, stored, reader)
        return board.finish()
    finally:
        reader.close()


def _every(keys: list[Stored], interval: float, end_s: float) -> list[Stored]:
    """For the middle of each interval the last keyframe that was shown by then."""
    out, place = [], 0
    for number in range(max(1, math.ceil(end_s / interval))):
        middle = (number + 0.5) * interval
        while place + 1 < len(keys) and keys[place + 1].pts_s <= middle:
            place += 1
        out.append(keys[place])
    return out


@dataclass(slots=True)
class _Board:
    job: StoryboardJob
    folder: Path
    interval: float
    end_s: float
    height: int = 0
    sheet: Image.Image | None = None
    last: tuple[Stored, Image.Image] | None = None
    sheets: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()

    def add(self, number: int, stored: Stored, reader: SampleReader) -> None:
        image = self._image(stored, reader)
        a_sheet = self.job.columns * self.job.rows
        place = number % a_sheet
        if place == 0:
            self._save_sheet()
            size = (self.job.width * self.job.columns, self.height * self.job.rows)
            self.sheet = Image.new("RGB", size)
            self.sheets += (f"storyboard-{len(self.sheets) + 1:03d}.webp",)
        x, y = place % self.job.columns * self.job.width, place // self.job.columns * self.height
        assert self.sheet is not None
        self.sheet.paste(image, (x, y))
        start, end = number * self.interval, min((number + 1) * self.interval, self.end_s)
        area = f"{self.sheets[-1]}#xywh={x},{y},{self.job.width},{self.height}"
        self.cues += (f"{_clock(start)} --> {_clock(end)}\n{area}\n",)

    def _image(self, stored: Stored, reader: SampleReader) -> Image.Image:
        if self.last is not None and self.last[0] is stored:
            return self.last[1]
        track = stored.piece.track
        self.height = self.height or max(
            2, round(self.job.width * track.height / max(1, track.width) / 2) * 2
        )
        frame = _decode_one(open_decoder(track, threads=1), reader.read(stored))
        size = (self.job.width, self.height)
        if frame is not None:
            image = frame.to_image(width=size[0], height=size[1], interpolation="AREA", threads=1)
        else:
            image = self.last[1] if self.last is not None else Image.new("RGB", size)
        self.last = (stored, image)
        return image

    def _save_sheet(self) -> None:
        if self.sheet is not None:
            _save(self.sheet, self.folder / self.sheets[-1], "webp")

    def finish(self) -> StoryboardResult:
        self._save_sheet()
        _write(self.folder / "storyboard.vtt", ("WEBVTT\n\n" + "\n".join(self.cues)).encode())
        return StoryboardResult(self.sheets, len(self.cues), self.interval, self.job.width, self.height)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _decode_one(decoder: av.CodecContext, data: bytes) -> av.VideoFrame | None:
    try:
        frames = [*decoder.decode(av.Packet(data)), *decoder.decode(None)]
    except av.error.FFmpegError:
        return None
    return frames[0] if frames else None


def _image(frame: av.VideoFrame, max_width: int) -> Image.Image:
    width = max(2, min(max_width, frame.width))
    height = max(2, round(frame.height * width / frame.width))
    return frame.to_image(width=width, height=height, interpolation="AREA", threads=1)


def _encoded(image: Image.Image, kind: str) -> bytes:
    options = _FORMATS.get(kind)
    if options is None:
        raise JobError("Pictures are made as webp or jpg.")
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def _save(image: Image.Image, target: Path, kind: str) -> None:
    _write(target, _encoded(image, kind))


def _write(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise JobError(f"The picture could not be written: {error.strerror}.") from error
