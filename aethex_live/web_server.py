"""The web server of the app: Uvicorn, on one port, with our limits. `python -m aethex_live.web_server`."""

import resource
from typing import Any

import uvicorn

from aethex_live import config
from aethex_live.patient_http import PatientHttp

LARGEST_MESSAGE = 256 * 1024  # of a client, over the websocket
IDLE_SECONDS = 75  # longer than proxies keep an unused connection, so that it is they who close it
LEAVING_SECONDS = 5
WAITING_CONNECTIONS = 2048
OPEN_FILES = 65_536


def configuration(app: Any, **more: Any) -> uvicorn.Config:
    """Uvicorn's configuration; `more` is where to listen, for instance.

    Messages are not compressed, for that would be done anew for each reader of a room. Whether a client is still
    there is asked by Engine.IO. What a proxy says about its client is read by the app, which knows how many
    proxies to believe.
    """
    return uvicorn.Config(
        app,
        http=PatientHttp,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=None,
        ws_per_message_deflate=False,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        backlog=WAITING_CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=LEAVING_SECONDS,
        **more,
    )


def main() -> None:
    """Serve the product until a signal comes."""
    settings = config.load()
    allow_many_connections()
    where = {"host": settings.host, "port": settings.port}
    uvicorn.Server(configuration("aethex_live.serve:create", factory=True, **where)).run()


def allow_many_connections() -> None:
    """Each connection is an open file; of those, a process may have 1,024 at first, and more if it asks."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = OPEN_FILES if most == resource.RLIM_INFINITY else min(most, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, enough), most))


if __name__ == "__main__":
    main()
