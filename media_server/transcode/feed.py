"""A rung's process at work: the source's pictures go in, the rung's come out in the source's places."""

import asyncio
from collections.abc import Callable

from media_server.broadcast.sinks import UnitSink
from media_server.transcode.restore import Restorer
from media_server.transcode.wire import Message, Say, config_data
from media_server.units import AccessUnit, TrackConfig

Send = Callable[[Message], bool]


class Feed:
    """From the first picture of a segment until the process ends or the source changes its make."""

    def __init__(self, send: Send, sink: UnitSink, video: TrackConfig, audio: TrackConfig | None) -> None:
        self._send, self._sink, self._video = send, sink, video
        self._restorer = Restorer(sink.on_unit)
        self.overflowed = False
        self.last_picture = 0.0
        self.closed = asyncio.Event()
        self.on_same_video_config()
        if audio is not None:
            sink.on_config(audio)

    @property
    def lag_s(self) -> float:
        """How far the rung is behind the source."""
        return self._restorer.lag_s

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.kind == "audio":
            self._restorer.between(unit)
        elif self._send(Message(Say.UNIT, unit.keyframe, unit.dts_ms, unit.cts_ms, unit.data)):
            self._restorer.slot(unit)
        else:
            self.overflowed = True  # the rung would have a hole from here on

    def on_audio_config(self, config: TrackConfig) -> None:
        self._restorer.between(lambda: self._sink.on_config(config))

    def on_discontinuity(self) -> None:
        """All that was sent comes back first; the pictures of the next publish begin with their
        configuration.
        """
        self._send(Message(Say.FLUSH))
        self._restorer.between(self._sink.on_discontinuity)
        self._restorer.restart_clock()

    def on_same_video_config(self) -> None:
        """Pictures of the make that this feed was begun for follow."""
        self._send(Message(Say.CONFIG, data=config_data(self._video.codec, self._video.extradata)))

    def finish(self) -> None:
        """The stream is over: the rung is closed when the last of it has come back."""
        self._send(Message(Say.FLUSH))
        self._restorer.between(self.close)

    def heard(self, message: Message, now: float) -> None:
        match message.say:
            case Say.RUNG_CONFIG:
                self._sink.on_config(TrackConfig("video", "avc1", message.data))
            case Say.RUNG_UNIT:
                self.last_picture = now
                self._restorer.picture(message.dts_ms, message.keyframe, message.data)
            case Say.RUNG_SKIP:
                self._restorer.skip()

    def close(self) -> None:
        if not self.closed.is_set():
            self.closed.set()
            self._sink.close()
