"""Every sentence of the server that people read is one that tools/messages finds, or it would stay English."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import ROOT, Module, dotted, modules
from tests.house.test_translations import shown

SENTENCE = re.compile(r"[A-Z][^\n]* [^\n]*[a-z)}][.!?]")
READ = ("aethex_live.state", "aethex_live.services", "aethex_live.domain", "aethex_live.api")
# What programs, encoders and operators read, and what an operator writes anew.
NOT_ON_PAGES = {
    "aethex_live.api.v1",
    "aethex_live.domain.access_token",
    "aethex_live.domain.account",
    "aethex_live.domain.legal",
    "aethex_live.domain.site_setting",
    "aethex_live.domain.stream_key",
    "aethex_live.services.closing",
    "aethex_live.services.context",
    "aethex_live.services.demo",
    "aethex_live.services.demo_channels",
    "aethex_live.services.demo_crowd",
    "aethex_live.services.demo_lines",
    "aethex_live.services.demo_people",
    "aethex_live.services.demo_schedule",
    "aethex_live.services.first_categories",
    "aethex_live.services.page_card",
    "aethex_live.services.stream_desk",
    "aethex_live.state.on_air",
    "aethex_live.state.tabs",
}
DEFECTS = {"RuntimeError", "ValueError", "TypeError", "LookupError", "KeyError"}


def sentences(module: Module) -> Iterator[str]:
    """What reads like a sentence, but for documentation, the log, and errors that nobody should see."""
    unread = {id(node) for node in _unread(module.nodes)}
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unread:
            if SENTENCE.fullmatch(node.value):
                yield node.value


def _unread(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        if isinstance(node, ast.Expr):
            yield node.value  # a docstring
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.Call):
            said = dotted(node.func)
            if said in DEFECTS or said.startswith("log."):
                yield from node.args


def test_every_sentence_can_be_translated():
    found = shown()
    read = [m for m in modules() if m.name.startswith(READ) and not _is_among(m.name, NOT_ON_PAGES)]
    assert sorted({text for module in read for text in sentences(module)} - found) == []


def _is_among(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize(
    "source, found",
    [
        ('self.status = "This is free."', True),
        ('"""This explains."""', False),
        ('raise ValueError("This is our fault.")', False),
        ('log.warning("This went wrong.")', False),
        ('kind = "poll.voted"', False),
    ],
)
def test_the_rule_sees_what_it_should(source: str, found: bool):
    module = Module(ROOT / "aethex_live/state/example.py")
    module.__dict__["tree"] = ast.parse(source)
    assert bool(list(sentences(module))) is found
