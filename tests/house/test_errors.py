"""What an error says can be translated: a sentence, or Words. An f-string would stay English in every language."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.source import ROOT, Module, modules, walk
from tests.house.test_translations import TOOL

FOR_OPERATORS = ("aethex_live.commands", "aethex_live.cli", "aethex_live.config")
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def speakers() -> frozenset[str]:
    """Names of what gets a sentence as its first argument: our errors, what makes them, and Words."""
    nodes = [node for module in modules() if module.name.startswith("aethex_live") for node in module.nodes]
    errors = TOOL["_error_classes"](nodes)
    return frozenset(errors | TOOL["_error_makers"](nodes, errors) | {"Words", "done", "t"})


def made_up(module: Module) -> list[str]:
    """Sentences that are put together where they are said."""
    found = []
    for scope in module.nodes:
        if isinstance(scope, FUNCTIONS | ast.Module):
            inner = isinstance(scope, FUNCTIONS)
            nodes = walk(scope) if inner else module.nodes
            texts = _made_up_names(nodes) if inner else set()
            for call in _calls(nodes):
                said = call.args[0]
                if _is_made_up(said) or (isinstance(said, ast.Name) and said.id in texts):
                    found.append(f"{module.where}:{call.lineno}")
    return sorted(set(found))


def _calls(nodes: list[ast.AST]) -> Iterator[ast.Call]:
    for node in nodes:
        if isinstance(node, ast.Call) and node.args:
            if getattr(node.func, "id", getattr(node.func, "attr", "")) in speakers():
                yield node


def _made_up_names(nodes: list[ast.AST]) -> set[str]:
    return {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and _is_made_up(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _is_made_up(node: ast.expr) -> bool:
    """An f-string with values, `... % ...`, `"...".format(...)`, or texts added to each other."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return any(isinstance(side, ast.JoinedStr | ast.Constant) for side in (node.left, node.right))
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format"


def test_what_errors_say_can_be_translated():
    ours = [m for m in modules() if m.name.startswith("aethex_live") and not m.name.startswith(FOR_OPERATORS)]
    assert [place for module in ours for place in made_up(module)] == []


@pytest.mark.parametrize(
    "source, bad",
    [
        ('raise NotFound("There is none.")', False),
        ('raise NotFound(f"There is no {what}.")', True),
        ('raise NotFound("There is no %s." % what)', True),
        ('raise NotFound("There is no {}.".format(what))', True),
        ('raise NotFound(Words("There is no {what}.", what=what))', False),
        ('raise NotFound(Words(f"There is no {what}."))', True),
        ('message = f"There is no {what}."\n    raise NotFound(message)', True),
        ('message = "There is none."\n    raise NotFound(message)', False),
        ('raise ValueError(f"There is no {what}.")', False),
    ],
)
def test_the_rule_sees_what_it_should(source: str, bad: bool):
    module = Module(ROOT / "aethex_live/services/example.py")
    module.__dict__["tree"] = ast.parse(f"def f(what):\n    {source}")
    assert bool(made_up(module)) is bad
