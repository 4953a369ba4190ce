"""What may be asked of the job processes, and what they answer.

Needs no codec library, so the live process may import it.
"""

from dataclasses import dataclass

from media_server.json_value import JsonValue
from media_server.record.slices import Run

# Longer than that it is a recording of its own, and the download does it without a limit.
MAX_CLIP_S = 600.0


@dataclass(frozen=True, slots=True)
class Mp4Job(JsonValue):
    """A recording as one MP4 that starts to play while it loads."""

    runs: tuple[Run, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Mp4Result(JsonValue):
    size_bytes: int
    duration_s: float
    video_samples: int
    audio_samples: int


@dataclass(frozen=True, slots=True)
class ClipJob(JsonValue):
    """`start_s` and `end_s` are playlist times of the recording that `runs` was taken from."""

    runs: tuple[Run, ...]
    start_s: float
    end_s: float
    target: str
    exact: bool = (
        True  # False: never encode; where the cut is no keyframe an edit list hides what is too much
    )
    vertical: bool = False  # 9:16 out of the middle, or where `crop_x` says (0 left, 1 right)
    crop_x: float = 0.5


@dataclass(frozen=True, slots=True)
class ClipResult(JsonValue):
    size_bytes: int
    duration_s: float
    width: int
    height: int
    frames: int
    encoded_frames: int
    hidden_frames: int  # in front of the cut or behind it, kept from view by the edit list


@dataclass(frozen=True, slots=True)
class PosterJob(JsonValue):
    """The picture that is on the screen at a moment, as JPEG or WebP by the name of the target."""

    runs: tuple[Run, ...]
    at_s: float
    target: str
    max_width: int = 1280


@dataclass(frozen=True, slots=True)
class ThumbnailJob(JsonValue):
    """The first picture of a part that begins with a keyframe. CMAF header and part are sent along, and the
    picture comes back, so that live thumbnails touch no disk."""

    init_size: int
    max_width: int = 640
    format: str = "webp"


@dataclass(frozen=True, slots=True)
class PictureResult(JsonValue):
    width: int
    height: int
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class StoryboardJob(JsonValue):
    """Small pictures every few seconds, many to a sheet, and a WebVTT file that says where each lies."""

    runs: tuple[Run, ...]
    folder: str
    interval_s: float = 5.0
    width: int = 160
    columns: int = 10
    rows: int = 10


@dataclass(frozen=True, slots=True)
class StoryboardResult(JsonValue):
    sheets: tuple[str, ...]
    pictures: int
    interval_s: float  # longer than asked for where the recording is very long
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class LoudnessJob(JsonValue):
    """EBU R 128 over the whole sound of a recording."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LoudnessResult(JsonValue):
    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float


Job = Mp4Job | ClipJob | PosterJob | ThumbnailJob | StoryboardJob | LoudnessJob
Result = Mp4Result | ClipResult | PictureResult | StoryboardResult | LoudnessResult
