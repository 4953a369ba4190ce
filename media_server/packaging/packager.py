"""Access units in, CMAF out. Pure: no clock, no sockets, no files; the same units always give the same bytes.

The packager places units on one timeline that never jumps, chooses what the stream is made of at the moment
(pictures and sound, or sound alone) and starts the flow that cuts it into parts.
"""

from dataclasses import replace

from ..units import AccessUnit, TrackConfig
from .audio_flow import AudioFlow
from .codecs import AudioFormat, VideoFormat, complete, describe
from .errors import PackagingError
from .outputs import Output
from .pace import TICKS, Pace, audio_pace, frame_rate_of, steadiest, video_pace
from .placement import AudioPlacement, VideoPlacement
from .segment_writer import SegmentWriter
from .settings import PackagerSettings
from .start_gate import Opening, StartGate
from .video_flow import VideoFlow

FREE_JUMPS, SECONDS_PER_JUMP = 100, 2  # each begins a file of the recording: more is an attack, or no stream
AUDIO_KEPT_FOR_SWITCH = 500  # frames, about 10 s: the longest that a new audio format waits for a keyframe


class Packager:
    """One rendition. Give it what the encoder sends, in the order in which it comes."""

    def __init__(self, settings: PackagerSettings | None = None) -> None:
        self._settings = settings or PackagerSettings()
        self._writer = SegmentWriter(self._settings)
        self._gate = StartGate(self._settings)
        alignment = self._settings.alignment
        self._pace = Pace(alignment.frame_rate, alignment.part_target_s) if alignment else None
        self._configs: dict[str, bytes] = {}
        self._video: VideoFormat | None = None  # what the encoder says that it sends
        self._audio: AudioFormat | None = None
        self._flow: VideoFlow | AudioFlow | None = None
        self._flowing: tuple[VideoFormat | None, AudioFormat | None] = (None, None)
        self._kept_audio: list[AccessUnit] = []  # of a format that waits for the next keyframe
        self._place_video = VideoPlacement(self._settings.jump_ms, self._settings.still_ms)
        self._place_audio = AudioPlacement(self._settings.jump_ms, self._settings.audio_lost_ms)
        self._jumps = 0
        self._offset_ms = 0  # timeline = timestamp + offset
        self._reorder_ms = 0  # taken off what is shown and heard, so that both begin where the timeline does

    @property
    def frame_rate(self) -> float:
        return self._pace.frame_rate if self._pace else 0.0

    def configure(self, config: TrackConfig) -> list[Output]:
        """A track begins or changes. CodecError says why a configuration cannot be used."""
        if self._configs.get(config.kind) == config.extradata:
            return []
        track = describe(config)
        self._configs[config.kind] = config.extradata
        if isinstance(track, VideoFormat):
            if self._flow is None and self._video is not None:
                self._gate.reset()
            self._video = track
            return []
        self._audio = track
        self._kept_audio = []
        if isinstance(self._flow, AudioFlow):
            return self._restart()
        return []

    def push(self, unit: AccessUnit) -> list[Output]:
        if (self._video if unit.kind == "video" else self._audio) is None:
            return []
        if self._flow is None:
            return self._push_gate(unit)
        outputs = self._push_video(unit) if unit.kind == "video" else self._push_audio(unit)
        if self._flow and self._flow.waiting_bytes > self._settings.max_part_bytes:
            raise self._too_large()
        return outputs

    def discontinuity(self) -> list[Output]:
        """The encoder went away. What it sends when it is back, configurations first, is a new timeline."""
        outputs = self._restart()
        self._configs = {}
        self._video = self._audio = None
        return outputs

    def finish(self) -> list[Output]:
        """The stream is over: give away what is left."""
        outputs: list[Output] = []
        if self._flow is None:
            opening = self._gate.force_open(self._video is not None)
            if opening:
                outputs += self._open(opening)
        return outputs + self._restart(final=True)

    def _too_large(self) -> PackagingError:
        return PackagingError(
            f"more than {self._settings.max_part_bytes // 1_048_576} MiB came for a part of"
            f" {self._settings.part_s} s; lower the bitrate of the encoder"
        )

    def _push_gate(self, unit: AccessUnit) -> list[Output]:
        opening = self._gate.push(unit, self._video is not None, self._pace is not None)
        if self._gate.waiting_bytes > self._settings.max_part_bytes:
            raise self._too_large()
        return self._open(opening) if opening else []

    def _open(self, opening: Opening) -> list[Output]:
        """Start a timeline behind everything that was given away so far."""
        first = opening.units[0]
        start_ms = self._writer.part_start // TICKS
        self._offset_ms = start_ms - first.dts_ms
        alignment = self._settings.alignment
        self._reorder_ms = alignment.reorder_ms if alignment else opening.reorder_ms
        # It says where the rung joins. A later timeline begins where the publisher does.
        self._settings = replace(self._settings, alignment=None)
        self._place_video.begin(start_ms - 1)
        self._place_audio.begin()
        if opening.mode == "video":
            self._learn_size(first.data)
        self._pace = self._pace or self._measure(opening)
        self._gate = StartGate(self._settings)
        outputs = self._begin_flow(start_ms, opening.mode == "video")
        for unit in opening.units:
            outputs += self.push(unit)
        return outputs

    def _measure(self, opening: Opening) -> Pace:
        if opening.mode == "audio":
            assert self._audio
            return audio_pace(self._audio.rate, self._audio.frame_samples, self._settings.part_s)
        assert self._video
        times_ms = steadiest(opening.decoded_ms, opening.shown_ms)
        rate = frame_rate_of(times_ms, self._video.frame_rate)
        return video_pace(rate or 30.0, self._settings.part_s)

    def _begin_flow(self, start_ms: int, with_video: bool) -> list[Output]:
        assert self._pace
        video = self._video if with_video else None
        self._flowing = (video, self._audio)
        self._kept_audio = []
        outputs = self._writer.begin(video, self._audio, self._pace, self._shown_frame_rate(video))
        if video:
            formats = (video, self._audio)
            self._flow = VideoFlow(
                self._settings, self._pace, self._writer, formats, start_ms, self._reorder_ms
            )
        else:
            assert self._audio
            self._flow = AudioFlow(self._settings, self._pace, self._writer, self._audio, start_ms)
        return outputs

    def _shown_frame_rate(self, video: VideoFormat | None) -> float:
        measured = self._pace.frame_rate if self._pace else 0.0
        return measured or (video.frame_rate if video else 0.0)

    def _push_video(self, unit: AccessUnit) -> list[Output]:
        assert self._flow
        new_format = self._flowing != (self._video, self._audio)
        if new_format and not unit.keyframe and self._flowing[0] != self._video:
            return []  # it needs the keyframe of the new configuration, which is still to come
        raw_ms = unit.dts_ms + self._offset_ms
        heard = self._flow.audio.end // TICKS if self._flow.audio and self._flow.audio.started else None
        ms = self._place_video(raw_ms, heard)
        if ms is None or ms * TICKS < self._writer.part_start:
            return self._jump(unit)
        outputs: list[Output] = []
        kept: list[AccessUnit] = []
        if new_format and unit.keyframe:
            self._learn_size(unit.data)
            kept = self._kept_audio
            outputs = self._switch(ms)
        assert isinstance(self._flow, VideoFlow)
        cts_ms = raw_ms + unit.cts_ms - self._reorder_ms - ms
        outputs += self._flow.push_video(ms, cts_ms, unit.keyframe, unit.data)
        for audio in kept:
            outputs += self.push(audio)
        return outputs

    def _learn_size(self, keyframe: bytes) -> None:
        if self._video and not self._video.width:
            self._video = complete(self._video, keyframe)

    def _push_audio(self, unit: AccessUnit) -> list[Output]:
        flow = self._flow
        assert flow
        flowing = self._flowing[1]
        if flowing is not self._audio and flowing != self._audio:
            self._kept_audio.append(unit)
            del self._kept_audio[:-AUDIO_KEPT_FOR_SWITCH]
            return []
        assert flow.audio
        seen_ms = flow.video.latest // TICKS if isinstance(flow, VideoFlow) else None
        expected_ms = flow.audio.end // TICKS if flow.audio.started else None
        ms = self._place_audio(unit.dts_ms + self._offset_ms - self._reorder_ms, expected_ms, seen_ms)
        if ms is None:
            return self._jump(unit) if seen_ms is None else []
        outputs = flow.push_audio(ms, unit.data)
        if seen_ms is not None and ms - seen_ms > self._settings.video_lost_ms:
            outputs += self._drop_video()
        return outputs

    def _jump(self, unit: AccessUnit) -> list[Output]:
        self._jumps += 1
        seconds = self._writer.part_start / TICKS / 1000
        if self._jumps > FREE_JUMPS + seconds / SECONDS_PER_JUMP:
            raise PackagingError("The timestamps of this stream jump too often. Start the encoder anew.")
        return self._restart() + self._push_gate(unit)

    def _switch(self, ms: int) -> list[Output]:
        """At this keyframe the stream changes its make: new init section, new segment, the same clock."""
        old = self._flow
        assert old
        same_audio = self._flowing[1] == self._audio
        outputs = old.finish(ms * TICKS)
        outputs += self._begin_flow(ms, with_video=True)
        assert self._flow
        if same_audio and old.audio and self._flow.audio:
            old.audio.hand_over(self._flow.audio)
        return outputs

    def _drop_video(self) -> list[Output]:
        old = self._flow
        assert isinstance(old, VideoFlow) and old.audio
        end = -(-max(old.video.end, old.video.shown_until) // TICKS) * TICKS
        outputs = old.finish(end)
        outputs += self._begin_flow(end // TICKS, with_video=False)
        assert self._flow and self._flow.audio
        old.audio.hand_over(self._flow.audio)
        return outputs

    def _restart(self, final: bool = False) -> list[Output]:
        if isinstance(self._flow, VideoFlow) and not final:
            self._flow.fill_gap()
        outputs = self._flow.finish() if self._flow else []
        self._writer.mark_discontinuity()
        self._flow = None
        self._flowing = (None, None)
        self._kept_audio = []
        self._gate = StartGate(self._settings)
        return outputs
