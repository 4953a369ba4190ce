"""The app as an ASGI factory for the web server. The browser's half is built already: nothing is compiled."""

from typing import Any

from reflex_base import constants
from reflex_base.environment import environment

from aethex_live import config, frontend, log
from aethex_live.lasting import lasting
from aethex_live.page_files import PageFiles
from aethex_live.realtime.outlet import straight
from aethex_live.socket_limit import SocketLimit


def create() -> Any:
    """Build the ASGI app: pages and their assets, state over the websocket, and our HTTP, on one port."""
    settings = config.load()
    log.configure(settings.log_format)
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)

    with lasting():
        from aethex_live.aethex_live import app

        made = PageFiles(app(), frontend.web_dir() / "build" / "client")
        return straight(SocketLimit(made, settings))
