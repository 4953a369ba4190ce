"""Whatever a visitor reads goes through t(): a bare text in a page would stay English in every language."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.source import ROOT, Module, dotted, modules

VIEWS = ("aethex_live.pages", "aethex_live.components")
NOT_FOR_VISITORS = "aethex_live.pages.gallery"
WORD = re.compile(r"[^\W\d_]{2,}")
# Elements whose content is not language.
CODE = frozenset({"code", "style", "script", "kbd", "pre", "noscript"})
READ = frozenset({"placeholder", "alt", "title", "aria_label", "label"})
# Parameters of our parts that are typed as text but are addresses or values.
NOT_LANGUAGE = frozenset(
    {"href", "src", "url", "id", "value", "channel_href", "channel_picture", "picture", "selected", "key"}
)
# Names stay as they are in every language, and so do addresses.
NAMES = re.compile(r"AeThex|LIVE|AeThex LIVE|OBS|GitHub|/[\w/-]*/?")


@cache
def parts() -> dict[str, tuple[list[str], str | None, set[str]]]:
    """Our design system's functions: parameters in order, the one for the rest, and those that are read."""
    found = {}
    for module in modules():
        if module.name.startswith("aethex_live.components.ui"):
            for node in module.tree.body:
                if isinstance(node, ast.FunctionDef):
                    found[node.name] = _signature(node.args)
    return found


def _signature(arguments: ast.arguments) -> tuple[list[str], str | None, set[str]]:
    ordered = arguments.posonlyargs + arguments.args
    rest = [arguments.vararg] if arguments.vararg else []
    read = {
        argument.arg
        for argument in (*ordered, *arguments.kwonlyargs, *rest)
        if argument.annotation is not None
        and re.search(r"\b(Text|Child)\b", ast.unparse(argument.annotation))
        and argument.arg not in NOT_LANGUAGE
    }
    return [argument.arg for argument in ordered], rest[0].arg if rest else None, read


def bare_texts(module: Module) -> list[str]:
    """Texts that are shown without t()."""
    found = []
    for node in module.nodes:
        if isinstance(node, ast.Call):
            for shown in _shown(node):
                found += [f"{module.where}:{node.lineno} {text!r}" for text in _language_in(shown)]
    return found


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that people will read."""
    name = dotted(call.func)
    if name.startswith("rx.el."):
        if name.removeprefix("rx.el.") not in CODE:
            yield from call.args
            yield from (keyword.value for keyword in call.keywords if keyword.arg in READ)
    elif name.startswith("ui.") and (part := name.removeprefix("ui.")) in parts():
        ordered, rest, read = parts()[part]
        for position, argument in enumerate(call.args):
            if (ordered[position] if position < len(ordered) else rest) in read:
                yield argument
        yield from (keyword.value for keyword in call.keywords if keyword.arg in read)


def _language_in(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if WORD.search(node.value) and not NAMES.fullmatch(node.value.strip()):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _language_in(part)
    elif isinstance(node, ast.IfExp):
        yield from _language_in(node.body)
        yield from _language_in(node.orelse)


def test_every_text_of_a_page_can_be_translated():
    views = [m for m in modules() if m.name.startswith(VIEWS) and not m.name.startswith(NOT_FOR_VISITORS)]
    assert [text for module in views for text in bare_texts(module)] == []


@pytest.mark.parametrize(
    "source, bare",
    [
        ('rx.el.p("Hello there")', True),
        ('rx.el.p(t("Hello there"))', False),
        ('rx.el.input(placeholder="Your name")', True),
        ('rx.el.input(name="username", class_name="wide field")', False),
        ('rx.el.p(f"Hello {name}")', True),
        ('rx.el.p(f"{count} / {total}")', False),
        ('rx.el.code("rtmp://localhost")', False),
        ('ui.button("Save", kind="primary", icon_start="check")', True),
        ('ui.button(t("Save"), kind="primary", icon_start="check")', False),
        ('ui.icon("radio_tower")', False),
        ('ui.icon("radio_tower", label="On air")', True),
        ('ui.text_field("username", "Name")', True),
        ('ui.text_field("username", t("Name"))', False),
        ('ui.link(t("Home"), href="/home")', False),
        ('rx.el.span("Live" if live else "")', True),
    ],
)
def test_the_rule_sees_what_it_should(source: str, bare: bool):
    module = Module(ROOT / "aethex_live/pages/example.py")
    module.__dict__["tree"] = ast.parse(source)
    assert bool(bare_texts(module)) is bare
