"""Running PostgreSQL's programs as the user who owns the data, which root is not allowed to be."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

NAME = "aethex"


class EmbeddedError(RuntimeError):
    """The built-in PostgreSQL cannot work; the text says why."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The system user to run as."""

    uid: int
    gid: int

    @classmethod
    def of(cls, path: Path) -> "Owner":
        """Whoever owns `path`; refuses when this process may not act for them."""
        found = path.stat()
        owner = cls(found.st_uid, found.st_gid)
        if not owner.is_me and os.geteuid() != 0:
            raise EmbeddedError(
                f"The built-in database in {path} belongs to the system user number {owner.uid}. "
                "Start the app as that user or as root, or set DATABASE_URL to use another server."
            )
        return owner

    @property
    def is_me(self) -> bool:
        """Whether it is the user of this process."""
        return self.uid == os.geteuid()


def ensure_user(home: Path) -> Owner:
    """The system user for PostgreSQL, made when missing, and its home; only root may ask."""
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        _make_user()
        found = pwd.getpwnam(NAME)
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    owner = Owner(found.pw_uid, found.pw_gid)
    if not reachable(home, owner):
        raise EmbeddedError(
            f"The system user {NAME} cannot reach {home}. Set DATABASE_URL to use a server of yours."
        )
    return owner


def _make_user() -> None:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if useradd is None:
        raise EmbeddedError(
            "PostgreSQL does not run as root, and `useradd` is missing to make a user for it. "
            "Start the app as another user, or set DATABASE_URL to use a server of yours."
        )
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode not in (0, 9):  # 9: somebody else made it a moment ago
        raise EmbeddedError(f"The system user {NAME} could not be made: {made.stderr.strip()}")


def reachable(path: Path, owner: Owner) -> bool:
    """Whether `owner` can pass through every directory above `path` and use it."""
    for directory in (path, *path.resolve().parents):
        found = directory.stat()
        if owner.uid == found.st_uid:
            bit = stat.S_IXUSR
        elif owner.gid == found.st_gid:
            bit = stat.S_IXGRP
        else:
            bit = stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True


def make_private(directory: Path, owner: Owner) -> None:
    """Make `directory` for `owner` alone; one that is there already must be theirs."""
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner.uid, os.geteuid()):
            raise EmbeddedError(f"{directory} belongs to somebody else. Remove it and start again.") from None
    directory.chmod(0o700)
    os.chown(directory, owner.uid, owner.gid)


def open_to_all(tree: Path) -> None:
    """Let every user read and run a tree that we have just made."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)


def run(program: Path, *arguments: str, owner: Owner) -> None:
    """Run `program` as `owner`, away from our environment, directory and terminal."""
    identity = {} if owner.is_me else {"user": owner.uid, "group": owner.gid, "extra_groups": []}
    # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            umask=0o077,
            **identity,
        )
        if done.returncode:
            output.seek(0)
            text = output.read().decode(errors="replace").strip()
            raise EmbeddedError(f"{program.name} failed:\n{text}")
