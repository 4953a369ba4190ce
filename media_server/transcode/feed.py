"""One ladder process at work: the source's units go in, each rung's come out in the source's places."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from media_server.broadcast.sinks import UnitSink
from media_server.transcode.restore import Restorer
from media_server.transcode.rungs import PictureRung
from media_server.transcode.wire import Message, Say, config_data
from media_server.units import AccessUnit, TrackConfig

Send = Callable[[Message], bool]


@dataclass(slots=True)
class _Open:
    rung: PictureRung
    sink: UnitSink
    restorer: Restorer


class Feed:
    """From the first picture of a segment until the process ends or the source changes its make."""

    def __init__(self, send: Send, video: TrackConfig, audio: TrackConfig | None) -> None:
        self._send = send
        self._open: dict[int, _Open] = {}
        self._video, self._audio = video, audio
        self.overflowed = False
        self.last_picture = 0.0
        self.empty = asyncio.Event()
        self._send(Message(Say.CONFIG, data=config_data(video.codec, video.extradata)))

    @property
    def rungs(self) -> list[PictureRung]:
        return [one.rung for one in self._open.values()]

    @property
    def lag_s(self) -> float:
        return max((one.restorer.lag_s for one in self._open.values()), default=0.0)

    def open(self, number: int, rung: PictureRung, sink: UnitSink) -> None:
        self._open[number] = _Open(rung, sink, Restorer(sink.on_unit))
        if self._audio is not None:
            sink.on_config(self._audio)

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.kind == "audio":
            for one in self._open.values():
                one.restorer.between(unit)
            return
        message = Message(Say.UNIT, 0, unit.keyframe, unit.dts_ms, unit.cts_ms, unit.data)
        if not self._send(message):
            self.overflowed = True  # the rung would have a hole from here on
            return
        for one in self._open.values():
            one.restorer.slot(unit)

    def on_audio_config(self, config: TrackConfig) -> None:
        for one in self._open.values():
            one.restorer.between(lambda sink=one.sink: sink.on_config(config))

    def on_discontinuity(self) -> None:
        """All that was sent comes back first; the pictures of the next publish begin with their
        configuration.
        """
        self._send(Message(Say.FLUSH))
        for one in self._open.values():
            one.restorer.between(one.sink.on_discontinuity)
            one.restorer.restart_clock()

    def finish(self) -> None:
        """The stream is over: each rung is closed when the last of it has come back."""
        self._send(Message(Say.FLUSH))
        for number, one in list(self._open.items()):
            one.restorer.between(lambda number=number: self._close_one(number))

    def _close_one(self, number: int) -> None:
        one = self._open.pop(number, None)
        if one is not None:
            one.sink.close()
        if not self._open:
            self.empty.set()

    def on_same_video_config(self) -> None:
        """The publisher came back as it was."""
        data = config_data(self._video.codec, self._video.extradata)
        self._send(Message(Say.CONFIG, data=data))

    def heard(self, message: Message, now: float) -> None:
        one = self._open.get(message.rung)
        if one is None:
            return
        match message.say:
            case Say.RUNG_CONFIG:
                one.sink.on_config(TrackConfig("video", "avc1", message.data))
            case Say.RUNG_UNIT:
                self.last_picture = now
                one.restorer.picture(message.dts_ms, message.keyframe, message.data)
            case Say.RUNG_SKIP:
                one.restorer.skip()

    def drop_largest(self) -> PictureRung | None:
        """None when it is the last one: then the process is of no use any more."""
        if len(self._open) < 2:
            return None
        number = max(self._open, key=lambda n: self._open[n].rung.width * self._open[n].rung.height)
        self._send(Message(Say.DROP, number))
        one = self._open.pop(number)
        one.sink.close()
        return one.rung

    def close(self) -> None:
        for number in list(self._open):
            self._close_one(number)
