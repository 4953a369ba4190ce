"""Scripts of our own that lie beside the Python that uses them."""

import os
import sys
from pathlib import Path
from uuid import uuid4

_EXTERNAL = Path("external")


def beside(module: str, name: str) -> str:
    """What a component imports to get the script `name`, which lies beside `module` (give `__name__`).

    It does what `rx.asset(name, shared=True)` does, which looks through the stack for its caller: with so many
    scripts, that was half of the time in which the app starts.
    """
    source = Path(str(sys.modules[module].__file__)).with_name(name)
    if not source.exists():
        raise FileNotFoundError(source)
    place = _EXTERNAL / module.replace(".", "/") / name
    _link(Path.cwd() / "assets" / place, source)
    return f"$/public/{place}"


def _link(place: Path, source: Path) -> None:
    """In one step, since several processes may do it at once."""
    if place.is_symlink() and place.resolve() == source.resolve():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f".{uuid4().hex}")
    new.symlink_to(source)
    os.replace(new, place)
