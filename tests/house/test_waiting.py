"""Nothing that runs on the event loop blocks it: one slow call would freeze every viewer of the process."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import ROOT, Module, dotted, modules

ON_THE_LOOP = ("aethex_live.services", "aethex_live.state", "aethex_live.api", "aethex_live.realtime")
ON_THE_LOOP += ("aethex_live.jobs", "media_server.http", "media_server.ingest", "media_server.app_link")
BLOCKING = re.compile(
    r"time\.sleep|subprocess\.\w+|os\.system|requests\.\w+|urllib\.request\.\w+|urlopen|socket\.create_connection"
    r"|httpx\.(?:get|post|put|patch|delete|head|request|stream|Client)|psycopg\.connect|create_engine|smtplib\..*"
)
# Reading and writing files waits for the disk.
FILES = re.compile(r"open|.*\.(?:read_text|read_bytes|write_text|write_bytes|rmtree|copyfile)")


def blocking_calls(module: Module) -> list[str]:
    """Calls that wait without letting others go on, in functions that run on the loop."""
    found = []
    for function in _functions(module.nodes):
        waits_for_files = isinstance(function, ast.AsyncFunctionDef) or _is_handler(function)
        for call in _calls(function):
            name = dotted(call.func)
            if BLOCKING.fullmatch(name) or (waits_for_files and FILES.fullmatch(name)):
                found.append(f"{module.where}:{call.lineno} {name}")
    return found


def _functions(nodes: list[ast.AST]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _is_handler(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Reflex calls a handler on the loop, whether it is async or not."""
    return any("rx.event" in ast.unparse(decorator) for decorator in function.decorator_list)


def _calls(function: ast.AST) -> Iterator[ast.Call]:
    """The calls of a function itself; functions within it run elsewhere, perhaps in a thread."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield from _calls(node)


def test_nothing_on_the_loop_blocks_it():
    on_the_loop = [module for module in modules() if module.name.startswith(ON_THE_LOOP)]
    assert [call for module in on_the_loop for call in blocking_calls(module)] == []


@pytest.mark.parametrize(
    "source, found",
    [
        ("async def f():\n    time.sleep(1)", True),
        ("async def f():\n    await asyncio.sleep(1)", False),
        ("def f():\n    with httpx.Client() as web: pass", True),
        ("async def f():\n    async with httpx.AsyncClient() as web: pass", False),
        ("async def f():\n    text = path.read_text()", True),
        ("def f():\n    text = path.read_text()", False),
        ("async def f():\n    await asyncio.to_thread(path.read_text)", False),
        ("class S:\n    @rx.event\n    def f(self):\n        open('x')", True),
    ],
)
def test_the_rule_sees_what_it_should(source: str, found: bool):
    module = Module(ROOT / "aethex_live/services/example.py")
    module.__dict__["tree"] = ast.parse(source)
    assert bool(blocking_calls(module)) is found
