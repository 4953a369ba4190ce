"""Files are small and say what they are; nothing in them names a machine or where packages come from."""

import re

from tests.house.source import ROOT, modules, texts

LONGEST = 400
CODE = (".py", ".js", ".jsx", ".css", ".html", ".sh")
GENERATED = ("aethex_live/locales/",)
# Built from pieces, so that this file does not contain what it looks for.
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "npmjs" + r"\.", "pythonhosted" + r"\.", "unpkg" + r"\."))
)
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|home|root|Users)" + r"/\w")
LATER = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + "X|[Cc]oming " + r"soon)\b")
BANNER = re.compile(r"^\s*#\s*[-=*#]{4,}", re.MULTILINE)


def names(pattern: re.Pattern[str], *suffixes: str) -> dict[str, str]:
    """Where tracked files have something that they should not."""
    return {
        str(path.relative_to(ROOT)): found.group()
        for path, text in texts(*suffixes)
        if (found := pattern.search(text))
        and path.name != "package-lock.json"
        and not path.name.endswith(".min.js")
    }


def test_no_file_is_long():
    lengths = {
        where: text.count("\n")
        for path, text in texts(*CODE)
        if not (where := str(path.relative_to(ROOT))).startswith(GENERATED)
    }
    assert {where: length for where, length in lengths.items() if length > LONGEST} == {}


def test_every_module_begins_with_what_it_is():
    silent = [m.where for m in modules() if not (m.tree.body and _is_text(m.tree.body[0]))]
    assert silent == []


def _is_text(node) -> bool:
    return isinstance(getattr(getattr(node, "value", None), "value", None), str)


def test_nothing_says_where_packages_come_from():
    assert names(REGISTRIES) == {}


def test_nothing_names_a_machine():
    assert names(MACHINE) == {}


def test_nothing_is_left_for_later():
    assert names(LATER, ".py", ".jsx", ".js", ".css", ".md") == {}


def test_sections_are_files_and_not_banners():
    assert names(BANNER, ".py") == {}
