"""`python -m media_server`: run it with the app, or `--standalone --keys keys.toml` without."""

import argparse
import asyncio
import gc
import os
import resource
import signal
import sys
from pathlib import Path

from media_server import log
from media_server.config import ConfigError, Settings
from media_server.keys import KeysError
from media_server.server import MediaServer

MOST_FILES = 131_072


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m media_server",
        description="OBS in, Low-Latency HLS out. Every setting has an environment variable as well: "
        "see docs/media-server.md.",
    )
    parser.add_argument("--standalone", action="store_true", help="run without the app; needs --keys")
    parser.add_argument("--keys", type=Path, metavar="FILE", help='TOML lines: stream-key = "public-name"')
    parser.add_argument("--data", type=Path, metavar="DIR", help="recordings and the event journal")
    parser.add_argument("--rtmp", metavar="HOST:PORT", help="where encoders publish")
    parser.add_argument("--http", metavar="HOST:PORT", help="where players ask")
    return parser


async def _run(settings: Settings, keys: Path | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    loop.set_exception_handler(log.LoopComplaints())
    server = MediaServer(settings, keys)
    try:
        await server.start()
        _rarely_collect_garbage()
        await stop.wait()
    finally:
        await server.stop()


def _allow_many_connections() -> None:
    """A viewer is a file descriptor or two; the usual limit of 1024 is there for programs that use select()."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _rarely_collect_garbage() -> None:
    """Media makes no cycles, and each picture that is kept for a window counts as one more object: by default the
    collector would walk through all of them several times a second, for a tenth of the processor time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def main() -> int:
    parser = _arguments()
    arguments = parser.parse_args()
    if arguments.standalone != (arguments.keys is not None):
        parser.error("--standalone and --keys FILE go together")
    try:
        settings = Settings.from_environment(
            os.environ, data=arguments.data, rtmp=arguments.rtmp, http=arguments.http
        )
        log.configure(settings.log_level)
        _allow_many_connections()
        asyncio.run(_run(settings, arguments.keys))
    except (ConfigError, KeysError) as error:
        print(f"media_server: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"media_server: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
