"""Numbers and bytes of what leaves the packager: inits, parts, segments. It never decides where to cut."""

from .boxes import SYNC_SAMPLE, VIDEO_TIMESCALE, Run, fragment, init_section
from .codecs.formats import AudioFormat, VideoFormat
from .outputs import InitSection, Output, Part, SegmentEnd
from .pace import TICKS, Pace, target_duration
from .settings import PackagerSettings

_SECOND = 1000 * TICKS


class SegmentWriter:
    """Where the stream is: the open segment and its next part. Positions are ticks of 90 kHz."""

    def __init__(self, settings: PackagerSettings) -> None:
        alignment = settings.alignment
        self._segment_s = settings.segment_s
        self._msn = alignment.msn if alignment else 0
        self._index = 0
        self._fragments = 0
        self._init = -1
        self._inits: dict[tuple[VideoFormat | None, AudioFormat | None], int] = {}
        self._discontinuity = False
        self.segment_start = self.part_start = round(alignment.start_s * _SECOND) if alignment else 0
        self.target_s = alignment.target_duration_s if alignment else 0  # 0 until the first segment ends

    @property
    def segment_open(self) -> bool:
        return self._index > 0

    def begin(
        self, video: VideoFormat | None, audio: AudioFormat | None, pace: Pace, frame_rate: float
    ) -> list[Output]:
        """The next segment is of these formats. A change of them begins a new timeline for the player."""
        number = self._inits.get((video, audio))
        if number == self._init and number is not None:
            return []
        self._discontinuity = self._discontinuity or self._init >= 0
        if number is not None:
            self._init = number
            return []
        self._init = self._inits[video, audio] = len(self._inits)
        return [
            InitSection(
                number=self._init,
                data=init_section(video, audio),
                codecs=tuple(track.codec for track in (video, audio) if track),
                width=video.width if video else 0,
                height=video.height if video else 0,
                frame_rate=frame_rate if video else 0.0,
                video_timescale=VIDEO_TIMESCALE,
                audio_timescale=audio.rate if audio else 0,
                part_target_s=pace.part_target_s,
                channels=audio.channels if audio else 0,
            )
        ]

    def mark_discontinuity(self) -> None:
        self._discontinuity = self._init >= 0

    def part(self, until: int, video: Run | None, audio: Run | None) -> Part:
        self._fragments += 1
        if video:
            first = video.samples[0] if video.samples else None
            independent = (
                first is not None and first.flags == SYNC_SAMPLE and video.decode_time == self.part_start
            )
        else:
            independent = True
        part = Part(
            msn=self._msn,
            index=self._index,
            init=self._init,
            start_s=self.part_start / _SECOND,
            duration_s=(until - self.part_start) / _SECOND,
            independent=independent,
            discontinuity=self._discontinuity,
            data=fragment(self._fragments, video, audio),
        )
        self._index += 1
        self.part_start = until
        return part

    def end_segment(self) -> SegmentEnd:
        duration_s = (self.part_start - self.segment_start) / _SECOND
        if not self.target_s:
            self.target_s = target_duration(duration_s, self._segment_s)
        end = SegmentEnd(self._msn, duration_s, self.target_s)
        self._msn += 1
        self._index = 0
        self._discontinuity = False
        self.segment_start = self.part_start
        return end
