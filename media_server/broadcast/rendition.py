"""One rendition that is packaged as it came: a packager and the sinks that get its output."""

import logging
from typing import Protocol

from media_server.broadcast.sinks import Fanout, Output, OutputSink
from media_server.packaging.errors import PackagingError
from media_server.packaging.outputs import InitSection
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)


class Packager(Protocol):
    """What a rendition needs of `packaging.packager.Packager`."""

    def configure(self, config: TrackConfig) -> list[Output]: ...

    def push(self, unit: AccessUnit) -> list[Output]: ...

    def discontinuity(self) -> list[Output]: ...

    def finish(self) -> list[Output]: ...


class Rendition:
    """Takes the tracks `video` and `audio` out of a multitrack stream; None leaves that kind out."""

    def __init__(self, name: str, packager: Packager, video: int | None, audio: int | None) -> None:
        self.name = name
        self.sinks: Fanout[OutputSink] = Fanout()
        self.producing = False  # something can be played
        self._packager = packager
        self._init: InitSection | None = None
        self._tracks = {"video": video, "audio": audio}

    def add_sink(self, sink: OutputSink) -> None:
        """One that joins while the rendition runs gets the init section that it needs first."""
        if self._init is not None:
            sink.on_output(self._init)
        self.sinks.add(sink)

    def on_config(self, config: TrackConfig) -> None:
        if self._tracks[config.kind] == config.track:
            self._deliver(self._packager.configure(config))

    def on_unit(self, unit: AccessUnit) -> None:
        if self._tracks[unit.kind] == unit.track:
            outputs = self._packager.push(unit)
            if outputs:
                self._deliver(outputs)

    def on_discontinuity(self) -> None:
        self._deliver(self._packager.discontinuity())

    def close(self) -> None:
        try:
            self._deliver(self._packager.finish())
        except PackagingError as error:  # perhaps the one that ends the stream: its cause is still there
            log.info("the rest of a stream cannot be packaged", extra={"why": str(error)})
        self.sinks.close()

    def discard(self) -> None:
        """What waits for its start is not worth it."""
        self.sinks.close()

    def _deliver(self, outputs: list[Output]) -> None:
        for output in outputs:
            self.producing = True
            if isinstance(output, InitSection):
                self._init = output
            self.sinks.tell(lambda sink, output=output: sink.on_output(output))
