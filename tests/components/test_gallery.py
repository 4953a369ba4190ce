"""The gallery shows everything, and the guide names everything."""

import ast
from pathlib import Path

import aethex_live.components.ui as ui
from aethex_live.pages.gallery.page import gallery

NOT_SHOWN = {"Child", "Text", "Tone"}  # types
PARTS_OF_OTHERS = {
    "hidden_visually",  # nothing to see
    "sheet",  # brings the styles of other parts
    "nav_link",  # the rail is made of them
    "menu_heading",  # in the account menu
    "search_box",  # in the top bar
    "search_answer",  # its rows
    "save_status",  # in form_actions
    "form_focus",  # in form
    "skeleton",  # every skeleton is made of it
    "skeleton_card",  # in skeleton_grid
    "reconnecting_line",  # seen when the server is gone
    "toaster",  # seen through its toasts
    "Shape",  # AVATAR and BANNER are such
    "POSTER",
    "THUMBNAIL",
}


def used_in_gallery() -> set[str]:
    trees = [ast.parse(path.read_text()) for path in Path("aethex_live/pages/gallery").glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "ui"}


def test_every_part_is_in_the_gallery() -> None:
    assert set(ui.__all__) - NOT_SHOWN - PARTS_OF_OTHERS - used_in_gallery() == set()


def test_every_part_is_in_the_guide() -> None:
    guide = Path("docs/design-system.md").read_text()
    assert [name for name in ui.__all__ if name not in NOT_SHOWN and name not in guide] == []


def test_the_gallery_can_be_drawn() -> None:
    assert str(gallery()).startswith("jsx(")
