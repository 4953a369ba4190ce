"""Serve the test app: `python -m tests.realtime.site.serve PORT`."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import uvicorn

from aethex_live import log
from aethex_live.lasting import lasting
from aethex_live.web_server import configuration

HERE = Path(__file__).parent


def create():
    """The ASGI app, without building a frontend."""
    log.configure()
    os.environ["__REFLEX_SKIP_COMPILE"] = "true"
    os.environ["REFLEX_TELEMETRY_ENABLED"] = "false"
    sys.path.insert(0, str(HERE))
    directory = os.environ.get("SITE_DIRECTORY") or tempfile.mkdtemp(prefix="ticker-")
    shutil.copy(HERE / "rxconfig.py", directory)
    os.chdir(directory)  # Reflex reads its configuration there, and writes
    with lasting():
        from ticker.ticker import app

        from aethex_live.realtime.outlet import straight

        return straight(app())


def main() -> None:
    uvicorn.Server(configuration(create, factory=True, port=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
