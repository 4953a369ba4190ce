"""What the app counts for Prometheus. Labels have few values: templates and names, never ids."""

from typing import Protocol

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

from aethex_live import __version__

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

http_seconds = Histogram(
    "aethex_http_request_seconds",
    "Time to answer HTTP requests.",
    ["method", "route", "status"],
    buckets=_SECONDS,
)
events = Counter("aethex_events", "Events of the pages that were taken in.", ["name"])
sockets = Gauge("aethex_sockets", "Websockets that are open: one for each open page.")
sockets_refused = Counter(
    "aethex_sockets_refused", "Websockets refused because there were too many.", ["status"]
)
misfits = Counter("aethex_events_misfit", "Events and frames that no page of ours sends; let fall.")
page_errors = Counter("aethex_page_errors", "Errors in browsers, as pages tell of them.")
defects = Counter("aethex_defects", "Errors that nobody expected.", ["where"])
rate_limited = Counter("aethex_rate_limited", "Requests refused because of a rate limit.", ["policy"])
database_connections = Gauge(
    "aethex_database_connections", "Connections of this process to the database.", ["state"]
)
build = Gauge("aethex_build_info", "The version that runs; always 1.", ["version"])
build.labels(__version__).set(1)


class Pool(Protocol):
    """A pool of connections, as SQLAlchemy has it."""

    def checkedin(self) -> int: ...
    def checkedout(self) -> int: ...


def watch_pool(pool: Pool) -> None:
    """Count this pool's connections whenever somebody asks."""
    database_connections.labels("idle").set_function(pool.checkedin)
    database_connections.labels("busy").set_function(pool.checkedout)


def open_pages() -> int:
    """How many pages are connected to this process."""
    return int(REGISTRY.get_sample_value("aethex_sockets") or 0)


def text() -> bytes:
    """Everything that has been counted, in Prometheus' text format."""
    return generate_latest(REGISTRY)
