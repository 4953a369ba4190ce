"""`aethex-live backup` and `restore`: a whole installation as one file."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aethex_live import __version__, secret_file
from aethex_live.commands import archive
from aethex_live.commands.archive import BackupRefused, Manifest
from aethex_live.commands.exchange import content_of, exchanged
from aethex_live.config import Settings
from aethex_live.installation import Say, running

DUMP = "database.dump"
FOLDERS = {"media": "media", "recordings": "streams"}  # name in the backup: folder of the data directory


def register(commands: "argparse._SubParsersAction") -> None:
    """Announce both commands."""
    backup = commands.add_parser(
        "backup",
        help="write everything into one file",
        description="Write database, uploaded images and secrets into one file, also while the app runs. "
        "Whoever has the file has your installation: keep it in a safe place.",
    )
    backup.add_argument("file", type=Path, help="the file to write, such as aethex-2026-11-21.backup")
    backup.add_argument("--recordings", action="store_true", help="the recorded streams too")
    backup.set_defaults(command=_backup)
    restore = commands.add_parser(
        "restore",
        help="bring back what a backup holds",
        description="Bring back what a backup holds. Stop the app first. Either everything is restored or "
        "nothing is changed.",
    )
    restore.add_argument("file", type=Path, help="a file that `aethex-live backup` has written")
    restore.add_argument("--replace", action="store_true", help="throw away what this installation holds now")
    restore.set_defaults(command=_restore)


def _backup(arguments: argparse.Namespace) -> int:
    with running(migrate=False) as settings:
        size = back_up(settings, arguments.file, recordings=arguments.recordings)
    print(
        f"Wrote {arguments.file} ({size / 1_000_000:.1f} MB). It contains secrets: keep it in a safe place."
    )
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    with running(migrate=False) as settings:
        manifest = bring_back(settings, arguments.file, replace=arguments.replace)
    print(f"Restored the backup of {manifest.made_at}. Start the app with: aethex-live up")
    return 0


def back_up(settings: Settings, target: Path, *, recordings: bool = False) -> int:
    """Write the installation to `target`; gives the size in bytes."""
    from aethex_live.data import dump, migrations

    if target.exists():
        raise BackupRefused(f"{target} is there already. Choose another name.")
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}. Make it first.")
    with (
        _told_plainly("Nothing was saved"),
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".aethex-backup-") as scratch,
    ):
        dumped = Path(scratch) / DUMP
        try:
            dump.write(settings.database_url, dumped)
        except dump.DumpFailed as error:
            raise BackupRefused(f"The database could not be saved: {error}") from error
        manifest = Manifest(
            version=__version__,
            schema=migrations.current(settings.database_url) or "",
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        archive.write(target, _parts(settings.data_dir, dumped, recordings), manifest)
    return target.stat().st_size


def bring_back(settings: Settings, source: Path, *, replace: bool, say: Say = print) -> Manifest:
    """Put what `source` holds in the place of what is here."""
    from aethex_live.data import dump, migrations

    if not source.is_file():
        raise BackupRefused(f"There is no file {source}.")
    url = settings.database_url
    if dump.has_people(url) and not replace:
        raise BackupRefused(
            "This installation has accounts already. Restoring would throw them away; "
            "if that is what you want, say --replace."
        )
    if dump.is_in_use(url):
        raise BackupRefused("The app is running. Stop it, then restore.")
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".aethex-restore-") as scratch:
        folder = Path(scratch)
        say("Checking the backup.")
        with _told_plainly("Nothing was changed"):
            manifest = archive.unpack(source, folder)
        if not migrations.knows(manifest.schema):
            raise BackupRefused(
                f"This backup was made by version {manifest.version}, which is newer than {__version__}. "
                "Update first, then restore."
            )
        with ExitStack() as places:
            with _told_plainly("Nothing was changed"):
                for name, below in FOLDERS.items():
                    if (folder / name).exists():  # without recordings in it, the recordings here stay
                        places.enter_context(exchanged(folder / name, settings.data_dir / below))
            say("Restoring the database.")
            try:
                dump.restore(url, folder / DUMP)
            except dump.DumpFailed as error:
                raise BackupRefused(f"Nothing was changed, because PostgreSQL refused: {error}") from error
        if (folder / secret_file.FILE).exists():
            (folder / secret_file.FILE).chmod(0o600)
            os.replace(folder / secret_file.FILE, settings.data_dir / secret_file.FILE)
    migrations.upgrade(url)
    recordings = settings.data_dir / FOLDERS["recordings"] / "recordings"
    here = [path.name for path in recordings.iterdir()] if recordings.is_dir() else []
    if gone := dump.forget_recordings(url, here):
        say(
            f"Streams that cannot be watched again: {gone}. Their recordings are neither in the backup nor here."
        )
    return manifest


@contextmanager
def _told_plainly(outcome: str) -> Iterator[None]:
    """A full disk or a missing right is for the operator to mend, and no defect."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise BackupRefused(f"{outcome}: {where}{error.strerror or error}.") from error


def _parts(data_dir: Path, dumped: Path, recordings: bool) -> Iterator[tuple[str, Path]]:
    yield DUMP, dumped
    secrets = data_dir / secret_file.FILE
    if secrets.exists():
        yield secret_file.FILE, secrets
    for name, below in FOLDERS.items():
        if name == "recordings" and not recordings:
            continue
        for path in _files(data_dir / below):
            yield f"{name}/{path.relative_to(data_dir / below)}", path


def _files(folder: Path) -> Iterator[Path]:
    for path in content_of(folder):
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path
