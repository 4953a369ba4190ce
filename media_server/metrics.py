"""What Prometheus learns of the listener, the broadcasts, the recordings and the event loop."""

import asyncio
from collections import deque
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from media_server.broadcast.registry import Broadcasts
from media_server.ingest.listener import RtmpListener
from media_server.record.store import RecordingStore


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


class RecordingCollector:
    """Read at the moment of the question."""

    def __init__(self, store: RecordingStore) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("media_recordings", "Recordings being written.", self._store.writing)
        yield GaugeMetricFamily(
            "media_recording_waiting_bytes", "Parts that wait for the disk.", self._store.waiting_bytes
        )
        yield CounterMetricFamily(
            "media_recording_failures", "Failures that nobody expected.", self._store.failures
        )


class LoopLag:
    """How late the event loop is: above a part's length viewers notice. `run` is its task."""

    EVERY_S = 0.1
    LATELY_S = 10.0
    BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0)

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lag = Histogram(
            "media_loop_lag_seconds",
            "How much later than asked for the event loop came to a task.",
            buckets=self.BUCKETS_S,
            registry=registry,
        )
        self._lately = deque([0.0], maxlen=round(self.LATELY_S / self.EVERY_S))

    @property
    def worst_s(self) -> float:
        """The longest of the last ten seconds."""
        return max(self._lately)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + self.EVERY_S
            await asyncio.sleep(self.EVERY_S)
            late = max(0.0, loop.time() - due)
            self._lag.observe(late)
            self._lately.append(late)
