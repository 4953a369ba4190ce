"""`aethex-live`: run, develop and look after an installation."""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from aethex_live import __version__, config, frontend, supervisor
from aethex_live.commands import backup, create_admin, demo, doctor
from aethex_live.config import Settings
from aethex_live.installation import running
from aethex_live.supervisor import Process, StartFailed

Command = Callable[[argparse.Namespace], int]
DEV_START_SECONDS = 300  # it compiles first, and may have to fetch what pages are made with


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says whether it worked."""
    parsed = parser().parse_args(arguments)
    if not hasattr(parsed, "command"):
        parser().print_help()
        return 2
    try:
        return parsed.command(parsed)
    except (StartFailed, ValueError) as error:
        print(f"aethex-live: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print((error.output or "")[-4000:], file=sys.stderr)
        print(f"aethex-live: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aethex-live",
        description="Run and look after an AeThex LIVE installation.",
        epilog="Settings come from the environment: docs/settings.md names each.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(commands, "up", up, "start everything and keep it running (what `make run` does)")
    _add(commands, "dev", dev, "start with hot reload, for work on the code")
    _add(commands, "build", build, "build the browser's half, if what it is made of has changed")
    _add(commands, "migrate", migrate, "bring the database up to date")
    for module in (demo, create_admin, backup, doctor):
        module.register(commands)
    return parser


def _add(
    commands: "argparse._SubParsersAction", name: str, command: Command, summary: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    parser.set_defaults(command=command)
    return parser


def up(_: argparse.Namespace) -> int:
    """Database, migrations, browser's half, media server, app; then wait."""
    return _serve(lambda settings: supervisor.app_process(), _build)


def dev(_: argparse.Namespace) -> int:
    """The same, with pages and app that are made anew whenever the code changes."""
    return _serve(supervisor.dev_process, frontend.write_catalogues, patience=DEV_START_SECONDS)


def _serve(
    app: Callable[[Settings], Process],
    prepare: Callable[[], None],
    patience: float = supervisor.START_SECONDS,
) -> int:
    began = time.monotonic()
    wanted = config.load()
    supervisor.require_free(wanted.host, wanted.port)
    with running(say=_say) as settings:
        prepare()
        log_ins = demo.fill(settings, _say, demo=settings.demo)
        processes = [app(settings), supervisor.media_process(settings)]
        if shown := demo.programmes(settings):
            processes.append(supervisor.demo_process(settings, shown))
        health = f"http://127.0.0.1:{settings.port}/healthz"

        def ready() -> None:
            _say(f"Ready after {time.monotonic() - began:.0f} s.")
            _say(f"\n  {settings.site_name} is at {settings.base_url}")
            _say(f"  Stream to {settings.media_rtmp_url}\n")
            if log_ins:
                _say("Accounts to try it with (shown only now):\n  " + "\n  ".join(log_ins) + "\n")
            _say("Press Ctrl-C to stop.")

        return asyncio.run(supervisor.run(processes, health, ready, patience))


def build(_: argparse.Namespace) -> int:
    """Only the browser's half."""
    _build()
    return 0


def migrate(_: argparse.Namespace) -> int:
    """Only the database."""
    with running(say=_say):
        return 0


def _build() -> None:
    frontend.bring_up_to_date(
        lambda: _say("Building the pages. This takes half a minute, and only when they have changed.")
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
