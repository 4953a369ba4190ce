"""Secrets that nobody has to invent: generated at the first start, kept in `<data_dir>/secrets.env`, mode 600."""

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

GENERATED = ("SECRET_KEY", "MEDIA_SECRET", "VAPID_KEY")
FILE = "secrets.env"


def provide(data_dir: Path, environ: MutableMapping[str, str]) -> Path:
    """Put the secrets into `environ`. What the operator has set there wins; what is nowhere is generated."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE
    known = kept(data_dir)
    missing = [name for name in GENERATED if name not in known]
    if missing:
        known |= {name: secrets.token_urlsafe(32) for name in missing}
        _write(path, known)
    for name, value in known.items():
        environ.setdefault(name, value)
    return path


def kept(data_dir: Path) -> dict[str, str]:
    """The secrets that were made before, by name."""
    path = data_dir / FILE
    if not path.exists():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines())
    return {name.strip(): value.strip() for name, mark, value in lines if mark and not name.startswith("#")}


def _write(path: Path, values: dict[str, str]) -> None:
    text = "# Made at the first start. Keep it with your backups: without it, what is encrypted stays so.\n"
    text += "".join(f"{name}={value}\n" for name, value in values.items())
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        os.fsync(file.fileno())
    new.replace(path)
