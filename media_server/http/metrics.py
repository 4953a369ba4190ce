"""/metrics for Prometheus on this machine. Streams go by their public name; no key or grant is told."""

from collections.abc import Iterator

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from .admission import WaitingRoom
from .live import LiveStreams

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class LiveCollector:
    """What the live streams look like at the moment of the question."""

    def __init__(self, streams: LiveStreams, waiting: WaitingRoom) -> None:
        self._streams = streams
        self._waiting = waiting

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("media_streams", "Streams that can be played.", value=len(self._streams))
        yield GaugeMetricFamily("media_requests_waiting", "Requests waiting for a part.", len(self._waiting))
        viewers = GaugeMetricFamily("media_viewers", "Viewers by stream.", labels=["stream"])
        labels = ["stream", "rendition"]
        memory = GaugeMetricFamily("media_window_bytes", "Parts held in memory.", labels=labels)
        produced = CounterMetricFamily("media_produced_bytes", "Bytes of parts made.", labels=labels)
        bitrate = GaugeMetricFamily("media_bitrate_bps", "Average bit rate.", labels=labels)
        for stream in self._streams.values():
            viewers.add_metric([stream.name], stream.viewers.count())
            for rendition in stream.renditions.values():
                values = [stream.name, rendition.name]
                memory.add_metric(values, rendition.timeline.bytes_in_memory)
                produced.add_metric(values, rendition.bytes_total)
                bitrate.add_metric(values, rendition.average_bps)
        yield from (viewers, memory, produced, bitrate)


class MetricsPage:
    """`registry` is open to the other parts of the server."""

    def __init__(self, streams: LiveStreams, waiting: WaitingRoom) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self.registry.register(LiveCollector(streams, waiting))

    async def handle(self, request: web.Request) -> web.Response:
        """To this machine only: private streams are named too, and viewers come to the same port."""
        if not _is_from_here(request):
            raise web.HTTPNotFound
        return web.Response(
            body=generate_latest(self.registry),
            headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"},
        )


def _is_from_here(request: web.Request) -> bool:
    """A proxy on this machine comes from loopback too, but says for whom."""
    return request.remote in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)
