"""`aethex-live doctor`: looks at everything that the product needs and says how to mend what is wrong."""

import argparse
import asyncio
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from aethex_live import config, frontend, secret_file, supervisor
from aethex_live.config import Settings
from aethex_live.domain import health as rules
from aethex_live.domain.health import Part

NODE_WANTED = (22, 22)
NAMES = {
    Part.DATABASE: "Database",
    Part.MIGRATIONS: "Schema",
    Part.MEDIA: "Media server",
    Part.RECORDING: "Recordings",
    Part.JOBS: "Background work",
    Part.DISK: "Disk",
    Part.REDIS: "Redis",
}
LOOKED_AT_ALREADY = frozenset({Part.MAIL, Part.DISK})  # mail: by asking the server itself
SKEW_ALLOWED = 30  # seconds; one-time passwords allow no more


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do when it is not well."""

    subject: str
    well: bool
    detail: str
    remedy: str = ""
    grave: bool = True  # the product does not run without it


def register(commands: "argparse._SubParsersAction") -> None:
    """Announce the command."""
    parser = commands.add_parser(
        "doctor",
        help="say what is missing and how to fix it",
        description="Look at everything that the product needs, change nothing, and say how to mend what is "
        "wrong. Ends with 0 when the product can run.",
    )
    parser.set_defaults(command=_run)


def _run(_: argparse.Namespace) -> int:
    findings = list(examine(config.load()))
    for finding in findings:
        mark = "ok  " if finding.well else "FAIL" if finding.grave else "note"
        print(f"{mark}  {finding.subject}: {finding.detail}")
        if not finding.well:
            print(f"      {finding.remedy}")
    return 0 if all(finding.well or not finding.grave for finding in findings) else 1


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, most basic first."""
    data_dir = supervisor.data_dir(settings)
    checks: list[Callable[[], Finding | None]] = [
        python,
        node,
        lambda: folder(data_dir),
        lambda: disk(data_dir),
        lambda: secrets(data_dir),
        lambda: database(settings, data_dir),
        lambda: port("PORT", settings.port),
        lambda: port("MEDIA_RTMP", config.media_port("MEDIA_RTMP")),
        lambda: port("MEDIA_HTTP", config.media_port("MEDIA_HTTP")),
        lambda: base_url(settings),
        lambda: mail(settings),
        lambda: clock(settings),
        pages,
        test_programs,
    ]
    for check in checks:
        finding = check()
        if finding is not None:
            yield finding
    yield from site(settings, data_dir)


def python() -> Finding:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.")


def node() -> Finding:
    """What builds the pages."""
    node = shutil.which("node", path=frontend.node_environment()["PATH"])
    remedy = "Run `make run`, which installs one into .venv."
    if node is None:
        return Finding("Node", False, "not found", remedy)
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    version = tuple(int(part) for part in said.removeprefix("v").split(".")[:2])
    return Finding("Node", version >= NODE_WANTED, said, remedy)


def folder(data_dir: Path) -> Finding:
    """Where everything is kept."""
    existing = next(path for path in (data_dir, *data_dir.parents) if path.exists())
    well = existing.is_dir() and os.access(existing, os.W_OK)
    return Finding("Data folder", well, str(data_dir), f"Let this user write to {existing}, or set DATA_DIR.")


def disk(data_dir: Path) -> Finding:
    """Room for what is kept."""
    from aethex_live.services.health import data_disk

    return _as_on_the_desk(data_disk(data_dir))


def secrets(data_dir: Path) -> Finding:
    """The generated secrets are for their owner only."""
    path = data_dir / secret_file.FILE
    if not path.exists():
        return Finding("Secrets", True, "will be generated at the first start")
    mode = path.stat().st_mode & 0o777
    return Finding("Secrets", mode & 0o077 == 0, f"{path} has mode {mode:o}", f"Run: chmod 600 {path}")


def database(settings: Settings, data_dir: Path) -> Finding:
    """Ours or the operator's, and its version."""
    import psycopg

    from aethex_live.data import migrations
    from aethex_live.data.embedded import EmbeddedError

    try:
        url = _database_url(settings, data_dir)
    except EmbeddedError as error:
        return Finding("Database", False, "built in", str(error))
    if not url:
        made = (data_dir / "pg").exists()
        return Finding(
            "Database", True, "built in; " + ("not running now" if made else "made at the first start")
        )
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version // 10_000
        version = migrations.current(url)
    except psycopg.Error as error:
        return Finding("Database", False, "no answer", f"Start it, or correct DATABASE_URL: {error}".strip())
    if number < 15:
        return Finding("Database", False, f"PostgreSQL {number}", "Use PostgreSQL 15 or newer.")
    if version is not None and not migrations.knows(version):
        return Finding("Database", False, f"at {version}", "A newer version has run on it: update the code.")
    waiting = "" if version == migrations.newest() else "; `aethex-live up` will bring it up to date"
    return Finding("Database", True, f"PostgreSQL {number} answers{waiting}")


def _database_url(settings: Settings, data_dir: Path) -> str:
    """Where the database answers; empty when the built-in one does not run. Raises EmbeddedError."""
    from aethex_live.data.embedded import EmbeddedPostgres

    if settings.database_url:
        return settings.database_url
    embedded = EmbeddedPostgres(data_dir)
    return embedded.url if (data_dir / "pg").exists() and embedded.is_running() else ""


def port(setting: str, number: int) -> Finding:
    """Whether we can listen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", number))
        except PermissionError:
            remedy = f"Ports below 1024 need root. Choose another {setting}, or a proxy in front."
            return Finding(f"Port {number}", False, "not allowed", remedy)
        except OSError:
            remedy = f"That is well if it is this product. If not, stop the other, or change {setting}."
            return Finding(f"Port {number}", False, "in use", remedy, grave=False)
    return Finding(f"Port {number}", True, "free")


def base_url(settings: Settings) -> Finding:
    """Browsers allow more to a site with TLS."""
    parts = urlsplit(settings.base_url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    well = parts.scheme == "https" or (parts.scheme == "http" and local)
    remedy = "Passkeys, the microphone and notifications need https://. Put a proxy with TLS in front; "
    return Finding("BASE_URL", well, settings.base_url, remedy + "docs/deploy.md shows how.", grave=False)


def mail(settings: Settings) -> Finding:
    """Accounts need it."""
    from aethex_live.integrations import smtp

    if not settings.smtp_url:
        detail = "no SMTP_URL: mail is shown in the terminal"
        remedy = "Set SMTP_URL, or nobody can confirm an address or reset a password."
        return Finding("Mail", not settings.production, detail, remedy)
    try:
        host, port = smtp.address(settings.smtp_url)
    except ValueError as error:
        return Finding("Mail", False, "SMTP_URL cannot be read", str(error))
    try:
        with socket.create_connection((host, port), timeout=5):
            return Finding("Mail", True, f"{host}:{port} answers")
    except OSError as error:
        return Finding("Mail", False, f"{host}:{port}: {error}", "Correct SMTP_URL.", grave=False)


def clock(settings: Settings) -> Finding | None:
    """Compares with the site itself: what its proxy's clock says. Nobody else is asked."""
    import httpx

    if not settings.base_url.startswith("https://"):
        return None
    try:
        told = httpx.head(settings.base_url, timeout=5).headers.get("date", "")
        skew = abs((parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (httpx.HTTPError, ValueError, TypeError) as error:
        remedy = "Start it; check DNS and TLS."
        return Finding("Site", False, f"{settings.base_url}: {error}", remedy, grave=False)
    remedy = "Keep the time with NTP (timedatectl set-ntp true): one-time passwords depend on it."
    return Finding("Clock", skew <= SKEW_ALLOWED, f"{skew:.0f} s off", remedy, grave=False)


def pages() -> Finding:
    """The browser's half."""
    detail = "built" if frontend.is_current() else "will be built at the next start"
    return Finding("Pages", True, detail)


def test_programs() -> Finding:
    """What only the tests need."""
    missing = [name for name in ("chromium", "ffmpeg") if shutil.which(name) is None]
    detail = f"missing: {', '.join(missing)}" if missing else "chromium and ffmpeg are here"
    remedy = f"Only tests need them: apt-get install {' '.join(missing)}"
    return Finding("For tests", not missing, detail, remedy, grave=False)


def site(settings: Settings, data_dir: Path) -> Iterator[Finding]:
    """When the site runs here: what the staff's desk shows of its health, but for what only its process knows."""
    from aethex_live.data.embedded import EmbeddedError

    if not _answers(settings.port):
        return
    try:
        url = _database_url(settings, data_dir)
        kept = secret_file.kept(data_dir)
    except (EmbeddedError, PermissionError):  # which was said above
        return
    if url:
        complete = replace(
            settings,
            database_url=url,
            data_dir=data_dir,
            secret_key=settings.secret_key or kept.get("SECRET_KEY", "-"),  # nothing is decrypted
            media_secret=settings.media_secret or kept.get("MEDIA_SECRET", ""),
        )
        found = asyncio.run(_look(complete))
        yield from map(_as_on_the_desk, (each for each in found if each.part not in LOOKED_AT_ALREADY))


def _answers(port: int) -> bool:
    import httpx

    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).json() == {"status": "ok"}
    except (httpx.HTTPError, ValueError):
        return False


async def _look(settings: Settings) -> tuple[rules.Finding, ...]:
    from aethex_live import wiring
    from aethex_live.services import health

    async with wiring.command(settings) as context:
        return await health.check(context)


def _as_on_the_desk(found: rules.Finding) -> Finding:
    well = found.state in (rules.State.GOOD, rules.State.IDLE)
    return Finding(NAMES[found.part], well, found.says, found.remedy, grave=found.part in rules.ESSENTIAL)
