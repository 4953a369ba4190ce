"""The equipment of one broadcast."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from media_server.broadcast.rendition import Rendition
from media_server.broadcast.sinks import Output, UnitSink
from media_server.contract import PublishAnswer, RecordingTrouble, Rung
from media_server.forward.switchboard import Switchboard
from media_server.health.monitor import HealthMonitor
from media_server.health.rules import recording_stopped
from media_server.hls.timeline import TimelineSettings
from media_server.http.live import LiveRendition, LiveStream
from media_server.packaging.packager import Packager
from media_server.packaging.settings import Alignment
from media_server.record.errors import RecordingAlert
from media_server.record.recorder import Recorder
from media_server.record.slices import ByteRange, segment_range
from media_server.transcode.ladder import Ladder
from media_server.transcode.report import RungReport
from media_server.transcode.rungs import PictureRung
from media_server.transcode.sound_alone import SoundAlone
from media_server.units import AccessUnit, TrackConfig
from media_server.workshop.shop import Shop
from media_server.workshop.thumbnail import Thumbnail

SOURCE, AUDIO_ONLY = "source", "audio"


class RecordingTap:
    """Begins the recording with the first output, so that a publish without media leaves nothing behind."""

    def __init__(self, begin: Callable[[], Recorder]) -> None:
        self._begin = begin
        self.recorder: Recorder | None = None

    def on_output(self, output: Output) -> None:
        if self.recorder is None:
            self.recorder = self._begin()
        self.recorder.on_output(output)

    def close(self) -> None:
        if self.recorder is not None:
            self.recorder.close()


class LiveEquipment:
    """Made by the workshop for each broadcast."""

    def __init__(
        self, shop: Shop, stream: str, answer: PublishAnswer, on_ended: Callable[["LiveEquipment"], None]
    ) -> None:
        self.live = LiveStream(stream, private=answer.private)
        self.forwards = Switchboard(stream, shop.announcer, shop.allow_private_forwards)
        self.health = HealthMonitor()
        self.thumbnail = Thumbnail(shop.pool)
        self.ladder: Ladder | None = None
        self.rungs: dict[str, RungReport] = {}
        self._shop = shop
        self._stream = stream
        self._answer = answer
        self._tap: RecordingTap | None = None
        self._source: Rendition | None = None
        self._sound: SoundAlone | None = None
        self._recording_alert: RecordingAlert | None = None
        self._on_ended = on_ended
        self.over = False
        if answer.ladder:
            self.ladder = self._make_ladder(answer.ladder)

    @property
    def recording(self) -> str | None:
        recorder = self._tap.recorder if self._tap else None
        return recorder.recording_id if recorder else None

    def unit_sinks(self) -> list[UnitSink]:
        self.forwards.start_all(self._answer.forwards)
        loudness = self._shop.meters.tap(self.health.on_loudness)
        return [self.health, loudness, self.forwards, *([self.ladder] if self.ladder else [])]

    def renditions_for(self, config: TrackConfig) -> list[Rendition]:
        """The main pictures and sound are the source; each further video track is a rung made by the encoder.

        Further audio tracks are other languages or a track for editing: they belong into no rendition.
        """
        made: list[Rendition] = []
        if config.track == 0 and self._source is None:
            self._source = self._make_source()
            made.append(self._source)
        elif config.track and config.kind == "video":
            made.append(self._rendition(f"video{config.track}", video=config.track))
        return made

    def interrupted(self) -> None:
        self.live.set_waiting(True)

    def ended(self) -> None:
        self.over = True
        self._shop.retire(self.live, self.ladder)
        self._on_ended(self)
        recorder = self._tap.recorder if self._tap else None
        if recorder is not None:
            self._shop.archive.seal(recorder)

    def set_private(self, private: bool) -> None:
        """Who plays already goes on: a playlist that was public for a moment is known."""
        self.live.private = private
        self._answer = replace(self._answer, private=private)
        if self.recording is not None:
            self._shop.archive.marks.set(self.recording, private)

    def replace_ladder(self, ladder: tuple[Rung, ...]) -> Ladder | None:
        """The old one lets go of its rungs. The caller makes the new one a sink of the broadcast's units."""
        if self.ladder is not None:
            self.ladder.close()
            if self._source is not None:
                self._source.sinks.remove(self.ladder)
        self.rungs.clear()
        self._answer = replace(self._answer, ladder=ladder)
        self.ladder = self._make_ladder(ladder) if ladder else None
        if self._source is not None:
            if self.ladder is not None:
                self._source.add_sink(self.ladder)
            self._follow_sound(self._source)
        return self.ladder

    def report(self) -> dict[str, Any]:
        """For the app: health, and how the ladder and the forwards do."""
        alert = self._recording_alert
        return {
            **self.health.report((recording_stopped(alert.message),) if alert else ()),
            "rungs": {
                name: {"state": report.state.value, "sentence": report.sentence}
                for name, report in self.rungs.items()
            },
            "forwards": self.forwards.states(),
            "viewers": self.live.viewers.count(),
        }

    def _follow_sound(self, source: Rendition) -> None:
        """Have the audio-only rung if the ladder has it."""
        wanted = any(rung.height == 0 for rung in self._answer.ladder)
        if wanted and self._sound is None:
            self._sound = SoundAlone(self._enter_sound, lambda: self.live.remove(AUDIO_ONLY))
            source.add_sink(self._sound)
        elif not wanted and self._sound is not None:
            source.sinks.remove(self._sound)
            self._sound = None
            self.live.remove(AUDIO_ONLY)

    def _enter_sound(self) -> LiveRendition:
        return self.live.add(LiveRendition(AUDIO_ONLY, self._timeline_from_here()))

    def _make_source(self) -> Rendition:
        rendition = self._rendition(SOURCE, video=0)
        self._shop.streams[self._stream] = self.live
        rendition.sinks.add(self.health)
        rendition.sinks.add(self.thumbnail)
        if self.ladder is not None:
            rendition.sinks.add(self.ladder)
        self._follow_sound(rendition)
        if self._answer.record:
            self._tap = RecordingTap(self._begin_recording)
            self.live.renditions[SOURCE].archive = self._archived
            rendition.sinks.add(self._tap)
        return rendition

    def _rendition(self, name: str, video: int) -> Rendition:
        rendition = Rendition(name, Packager(self._shop.packager), video, audio=0)
        rendition.sinks.add(self.live.add(LiveRendition(name, self._shop.timeline)))
        return rendition

    def _make_ladder(self, ladder: tuple[Rung, ...]) -> Ladder:
        return Ladder(ladder, self._shop.budget, self._open_rung, self._on_rung)

    def _open_rung(self, rung: PictureRung, alignment: Alignment) -> UnitSink:
        rendition = Rendition(rung.name, Packager(replace(self._shop.packager, alignment=alignment)), 0, 0)
        self.live.remove(rung.name)
        rendition.sinks.add(self.live.add(LiveRendition(rung.name, self._timeline_from_here())))
        return RungSink(rendition, self)

    def _timeline_from_here(self) -> TimelineSettings:
        """For a rung that joins at the segment of the source that has just begun."""
        source = self.live.renditions[SOURCE].timeline
        passed = source.discontinuity_sequence + sum(one.discontinuity for one in source.listed())
        return replace(self._shop.timeline, first_discontinuity=passed)

    def _on_rung(self, report: RungReport) -> None:
        self.rungs[report.rung] = report

    def _begin_recording(self) -> Recorder:
        recorder = self._shop.archive.store.start(self._stream, self._on_alert)
        if self._answer.private:
            self._shop.archive.marks.set(recorder.recording_id, private=True)
        return recorder

    def _on_alert(self, alert: RecordingAlert) -> None:
        self._recording_alert = alert
        self.live.renditions[SOURCE].timeline.stop_archive()
        self._shop.announcer.announce(
            RecordingTrouble(self._stream, alert.recording_id, alert.code.value, alert.message)
        )

    def _archived(self, msn: int) -> ByteRange | None:
        recorder = self._tap.recorder if self._tap else None
        if recorder is None:
            return None
        store = self._shop.archive.store
        return segment_range(recorder.index, store.folder(recorder.recording_id), msn)


class RungSink:
    """A rung that ends while its stream goes on leaves the multivariant playlist."""

    def __init__(self, rendition: Rendition, equipment: LiveEquipment) -> None:
        self._rendition = rendition
        self._equipment = equipment

    def on_config(self, config: TrackConfig) -> None:
        self._rendition.on_config(config)

    def on_unit(self, unit: AccessUnit) -> None:
        self._rendition.on_unit(unit)

    def on_discontinuity(self) -> None:
        self._rendition.on_discontinuity()

    def close(self) -> None:
        self._rendition.close()
        if not self._equipment.over:
            self._equipment.live.remove(self._rendition.name)
