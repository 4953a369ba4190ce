"""What Prometheus learns of the listener and the broadcasts."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from media_server.broadcast.registry import Broadcasts
from media_server.ingest.listener import RtmpListener


class IngestCollector:
    """Read at the moment of the question."""

    def __init__(self, listener: RtmpListener, broadcasts: Broadcasts) -> None:
        self._listener = listener
        self._broadcasts = broadcasts

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "media_rtmp_connections", "Open RTMP connections.", self._listener.connections
        )
        yield GaugeMetricFamily("media_publishers", "Running publishes.", self._broadcasts.publishing)
        faults = CounterMetricFamily(
            "media_rtmp_faults", "Connections ended for what the peer sent, by layer.", labels=["layer"]
        )
        for fault, count in self._listener.faults.items():
            faults.add_metric([fault.value], count)
        yield faults
