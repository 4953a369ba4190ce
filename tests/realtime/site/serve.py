"""Serve the test app: `python -m tests.realtime.site.serve PORT [granian]`."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def create():
    """The ASGI app, without building a frontend."""
    os.environ["__REFLEX_SKIP_COMPILE"] = "true"
    os.environ["REFLEX_TELEMETRY_ENABLED"] = "false"
    sys.path.insert(0, str(HERE))
    directory = os.environ.get("SITE_DIRECTORY") or tempfile.mkdtemp(prefix="ticker-")
    shutil.copy(HERE / "rxconfig.py", directory)
    os.chdir(directory)  # Reflex reads its configuration there, and writes
    from ticker.ticker import app

    from aethex_live.realtime.outlet import straight

    return straight(app())


def main() -> None:
    port = int(sys.argv[1])
    if "granian" in sys.argv:
        from granian.constants import Interfaces
        from granian.server import Server

        target = f"{__spec__.name}:create"
        Server(target, factory=True, port=port, interface=Interfaces.ASGI, log_enabled=False).serve()
    else:
        import uvicorn

        uvicorn.run(
            create, factory=True, port=port, log_level="warning", ws="websockets-sansio", access_log=False
        )


if __name__ == "__main__":
    main()
