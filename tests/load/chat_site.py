"""The product's web server without its pages' files, which nobody asks for here: `python -m tests.load.chat_site`."""

import gc

import uvicorn
from reflex_base import constants
from reflex_base.environment import environment

from aethex_live import config, log
from aethex_live.realtime.outlet import straight
from aethex_live.web_server import allow_many_connections, configuration


def create():
    """The ASGI app, without building a frontend."""
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    log.configure("text")
    from aethex_live.aethex_live import app

    made = straight(app())
    gc.collect()
    gc.freeze()
    return made


if __name__ == "__main__":
    settings = config.load()
    allow_many_connections()
    uvicorn.Server(
        configuration("tests.load.chat_site:create", factory=True, host=settings.host, port=settings.port)
    ).run()
