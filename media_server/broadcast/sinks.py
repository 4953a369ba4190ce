"""Where a broadcast's media goes. A sink must not block, bounds what it keeps, and may fail without harm."""

import logging
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from media_server.packaging.outputs import InitSection, Part, SegmentEnd
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)
Output = InitSection | Part | SegmentEnd


class OutputSink(Protocol):
    """Gets what the packager makes of one rendition: the live window, the recorder."""

    def on_output(self, output: Output) -> None: ...

    def close(self) -> None:
        """The broadcast is over."""
        ...


class UnitSink(Protocol):
    """Gets what the encoder sends, as it comes: health, transcoders, forwarders."""

    def on_config(self, config: TrackConfig) -> None: ...

    def on_unit(self, unit: AccessUnit) -> None: ...

    def on_discontinuity(self) -> None:
        """Another publish goes on with timestamps of its own."""
        ...

    def close(self) -> None: ...


SinkT = TypeVar("SinkT", OutputSink, UnitSink)


class Fanout(Generic[SinkT]):
    """The sinks of a broadcast or a rendition. One that raises is dropped; the others never notice."""

    def __init__(self) -> None:
        self._sinks: list[SinkT] = []  # another list for every change, so that it may be walked meanwhile

    def __iter__(self) -> Iterator[SinkT]:
        return iter(self._sinks)

    def add(self, sink: SinkT) -> None:
        self._sinks = [*self._sinks, sink]

    def remove(self, sink: SinkT) -> None:
        self._sinks = [other for other in self._sinks if other is not sink]

    def tell(self, call: Callable[[SinkT], None]) -> None:
        for sink in self._sinks:
            try:
                call(sink)
            except Exception:
                log.exception("a sink failed and was dropped", extra={"sink": type(sink).__name__})
                self.remove(sink)

    def close(self) -> None:
        self.tell(lambda sink: sink.close())
        self._sinks = []
