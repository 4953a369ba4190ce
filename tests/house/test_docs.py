"""Links in our documents lead somewhere, commands in them exist, and every decision has the same parts."""

import re
from pathlib import Path

import pytest

from aethex_live import cli
from tests.house.source import ROOT, texts

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"`(?:\.venv/bin/)?aethex-live ([a-z][a-z-]+)")
TARGET = re.compile(r"`make ([a-z]+)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
DOCUMENTS = [path for path, _ in texts(".md")]


def anchors(text: str) -> set[str]:
    """The places in a document that a link can lead to."""
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in HEADING.findall(text)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path):
    for link in LINK.findall(document.read_text()):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text()), link


def test_every_document_is_found_from_the_first_one():
    found, waiting = set(), {ROOT / "README.md"}
    while waiting:
        document = waiting.pop()
        found.add(document)
        names = (link.partition("#")[0] for link in LINK.findall(document.read_text()) if "://" not in link)
        targets = {(document.parent / name).resolve() for name in names if name}
        pages = targets | {page for folder in targets if folder.is_dir() for page in folder.glob("*.md")}
        waiting |= {page for page in pages if page.suffix == ".md"} - found
    assert {str(path.relative_to(ROOT)) for path in set(DOCUMENTS) - found} == set()


def test_commands_and_targets_exist():
    parser = cli.parser()
    known = set(next(a for a in parser._actions if a.choices and "up" in a.choices).choices)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path, text in texts(".md"):
        assert set(COMMAND.findall(text)) <= known, path
        assert set(TARGET.findall(text)) <= targets, path


def test_a_decision_says_why_and_what_follows():
    parts = ["Context", "Decision", "Consequences", "Alternatives"]
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        assert re.findall(r"^\*\*(\w+)\.\*\*", path.read_text(), re.MULTILINE) == parts, path.name
