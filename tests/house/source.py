"""Reading our own source: each file once, as a syntax tree."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("aethex_live", "media_server")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """How it is imported."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def where(self) -> str:
        """How a message names it."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return _parsed(self.path)

    def imports(self) -> set[str]:
        """What it imports, wherever in it: ours as modules, the others as the package's name."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                package = self._absolute(node)
                found |= {_target(package, alias.name) for alias in node.names}
        return {name if is_ours(name) else name.partition(".")[0] for name in found} - STANDARD

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = list(self.path.relative_to(ROOT).parts[: -node.level])
        return ".".join(parts + ([node.module] if node.module else []))


STANDARD = frozenset(sys.stdlib_module_names)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def is_ours(name: str) -> bool:
    """Whether a module belongs to us."""
    return name.partition(".")[0] in OURS


def _target(package: str, name: str) -> str:
    """What `from package import name` names: a module of ours, or something in `package`."""
    if is_ours(package):
        path = ROOT.joinpath(*package.split("."), name)
        if path.is_dir() or path.with_suffix(".py").exists():
            return f"{package}.{name}"
    return package


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the product."""
    return tuple(Module(path) for top in OURS for path in sorted((ROOT / top).rglob("*.py")))


@cache
def tracked() -> tuple[Path, ...]:
    """All files that are, or are about to be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for line in listed.splitlines() if (path := ROOT / line).is_file())


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """Tracked files with these suffixes (all text files, without any), and what is in them."""
    for path in tracked():
        if not suffixes or path.suffix in suffixes:
            try:
                yield path, path.read_text()
            except UnicodeDecodeError:
                continue
