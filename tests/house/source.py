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

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of its syntax tree."""
        return walk(self.tree)

    @cached_property
    def imports(self) -> set[str]:
        """What it imports, wherever in it: ours as modules, the others as the package's name."""
        found: set[str] = set()
        for node in self.nodes:
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


def walk(top: ast.AST) -> list[ast.AST]:
    """What `ast.walk` gives but for Load and Store, in a fraction of its time: there are a million nodes."""
    found = [top]
    for node in found:
        for value in vars(node).values():
            if isinstance(value, list):
                found += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
                found.append(value)
    return found


def dotted(node: ast.expr) -> str:
    """The source of an expression; quickly for what most of them are, `a.b.c`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ast.unparse(node)


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
            text = _read(path)
            if text is not None:
                yield path, text


@cache
def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return None
