"""Before the first part: wait for a keyframe, learn the frame rate, see which tracks there are."""

from collections import deque
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from ..units import AccessUnit
from .errors import PackagingError
from .pace import measured_enough
from .settings import PackagerSettings

MOST_PICTURES = 1_000  # in which time goes by, or it never will
NEXT_PICTURE_MS = 2_500  # of sound; where none comes, the stream is one picture, as of a radio station


@dataclass(frozen=True, slots=True)
class Opening:
    """The stream can start: with these units, in this order; the first one is where its timeline begins."""

    mode: Literal["video", "audio"]
    units: tuple[AccessUnit, ...]

    @property
    def decoded_ms(self) -> list[int]:
        return [unit.dts_ms for unit in self.units if unit.kind == "video"]

    @property
    def shown_ms(self) -> list[int]:
        """Regular even where a muxer bends the times of decoding to those of the sound."""
        return sorted([unit.dts_ms + unit.cts_ms for unit in self.units if unit.kind == "video"])

    @property
    def reorder_ms(self) -> int:
        """How long after its decoding the first picture is shown, because of B-frames.

        Less by what is to be heard before it: encoders begin both at once, or the sound a frame earlier.
        """
        first = self.units[0]
        if self.mode == "audio":
            return 0
        heard = min(
            [unit.dts_ms for unit in self.units if unit.kind == "audio"], default=first.dts_ms + first.cts_ms
        )
        return max(0, min(heard - first.dts_ms, first.cts_ms))


class StartGate:
    """Collects units until a stream can start. Pictures before the first keyframe are of no use to anyone."""

    def __init__(self, settings: PackagerSettings) -> None:
        self._settings = settings
        self._audio: deque[AccessUnit] = deque()
        self._units: list[AccessUnit] = []  # from the first keyframe on
        self._times: list[int] = []  # of the pictures among them
        self._heard_ms = 0  # the newest sound
        self._picture_ms = 0  # how far both had come when the newest picture came

    @property
    def waiting_bytes(self) -> int:
        return sum([len(unit.data) for unit in chain(self._audio, self._units)])

    def push(self, unit: AccessUnit, has_video: bool, pace_known: bool) -> Opening | None:
        if unit.kind == "audio":
            return self._push_audio(unit, has_video)
        return self._push_video(unit, pace_known)

    def force_open(self, has_video: bool) -> Opening | None:
        """The stream ends before it could start: what is there may still be worth keeping."""
        if self._times:
            return Opening("video", tuple(self._units))
        if self._audio and not has_video:
            return Opening("audio", tuple(self._audio))
        return None

    def reset(self) -> None:
        """Forget everything: the pictures no longer fit together."""
        self._audio.clear()
        self._units, self._times = [], []

    def _push_video(self, unit: AccessUnit, pace_known: bool) -> Opening | None:
        alignment = self._settings.alignment
        if self._times and not 0 <= unit.dts_ms - self._times[-1] <= 5 * self._settings.jump_ms:
            self._units, self._times = [], []
        if not self._times:
            if not unit.keyframe or (alignment and unit.dts_ms < alignment.dts_ms):
                return None
            self._units = [unit, *(audio for audio in self._audio if audio.dts_ms >= unit.dts_ms - 100)]
        else:
            self._units.append(unit)
        self._times.append(unit.dts_ms)
        self._picture_ms = max(unit.dts_ms, self._heard_ms)
        if pace_known or measured_enough(self._times):
            return Opening("video", tuple(self._units))
        if len(self._times) > MOST_PICTURES:
            raise PackagingError("The timestamps of the pictures stand still. Start the encoder anew.")
        return None

    def _push_audio(self, unit: AccessUnit, has_video: bool) -> Opening | None:
        self._heard_ms = unit.dts_ms
        if self._times:
            self._units.append(unit)
            alone = unit.dts_ms - self._picture_ms >= NEXT_PICTURE_MS
            return Opening("video", tuple(self._units)) if alone else None
        settings = self._settings
        if self._audio and abs(unit.dts_ms - self._audio[-1].dts_ms) > settings.jump_ms:
            self._audio.clear()
        self._audio.append(unit)
        pictures = has_video or settings.alignment is not None  # those of a rung are still being made
        patience = settings.keyframe_wait_ms if pictures else settings.audio_only_after_ms
        if unit.dts_ms - self._audio[0].dts_ms >= patience:
            return Opening("audio", tuple(self._audio))
        return None
