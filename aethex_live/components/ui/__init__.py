"""The design system: no state of its own, imports Reflex alone. docs/design-system.md shows it in use."""

from aethex_live.components.ui.avatar import avatar
from aethex_live.components.ui.badge import badge, keyboard_key, live_badge, status_dot, verified_mark
from aethex_live.components.ui.base import Child, Text, Tone, hidden_visually, icon, inline, link
from aethex_live.components.ui.button import button, icon_button, link_button, spinner
from aethex_live.components.ui.card import card_row, details, media_card, panel, poster_card, stat
from aethex_live.components.ui.choice import checkbox, radio_group, segments, switch
from aethex_live.components.ui.connection import reconnecting_line
from aethex_live.components.ui.copy import code_block, copy_button, key_values, secret_field
from aethex_live.components.ui.feedback import empty_state, error_state, meter, notice, progress
from aethex_live.components.ui.file_drop import (
    AVATAR,
    BANNER,
    POSTER,
    THUMBNAIL,
    Shape,
    file_drop,
    picture_drop,
)
from aethex_live.components.ui.form import form, form_actions, form_focus, form_section, save_status
from aethex_live.components.ui.inputs import (
    code_field,
    counted_field,
    password_field,
    select_field,
    slug_field,
    text_area_field,
    text_field,
)
from aethex_live.components.ui.overlay import (
    confirm_dialog,
    dialog,
    drawer,
    hide,
    menu,
    menu_divider,
    menu_heading,
    menu_item,
    show,
    tooltip,
)
from aethex_live.components.ui.search_box import search_answer, search_box
from aethex_live.components.ui.sheet import sheet
from aethex_live.components.ui.skeleton import (
    skeleton,
    skeleton_card,
    skeleton_grid,
    skeleton_poster,
    skeleton_rows,
    skeleton_text,
)
from aethex_live.components.ui.table import Column, load_more, pagination, table
from aethex_live.components.ui.tabs import nav_link, tab_links, tabs
from aethex_live.components.ui.theme_switch import theme_switch
from aethex_live.components.ui.toast import toast_bad, toast_good, toaster
from aethex_live.scripts import beside

beside(__name__, "now.js")  # for scripts that show what goes on by itself

__all__ = [
    "AVATAR",
    "BANNER",
    "POSTER",
    "THUMBNAIL",
    "Child",
    "Column",
    "Shape",
    "Text",
    "Tone",
    "avatar",
    "badge",
    "button",
    "card_row",
    "checkbox",
    "code_block",
    "code_field",
    "confirm_dialog",
    "copy_button",
    "counted_field",
    "details",
    "dialog",
    "drawer",
    "empty_state",
    "error_state",
    "file_drop",
    "form",
    "form_actions",
    "form_focus",
    "form_section",
    "hidden_visually",
    "hide",
    "icon",
    "icon_button",
    "inline",
    "key_values",
    "keyboard_key",
    "link",
    "link_button",
    "live_badge",
    "load_more",
    "media_card",
    "menu",
    "menu_divider",
    "menu_heading",
    "menu_item",
    "meter",
    "nav_link",
    "notice",
    "pagination",
    "panel",
    "password_field",
    "picture_drop",
    "poster_card",
    "progress",
    "radio_group",
    "reconnecting_line",
    "save_status",
    "search_answer",
    "search_box",
    "secret_field",
    "segments",
    "select_field",
    "sheet",
    "show",
    "skeleton",
    "skeleton_card",
    "skeleton_grid",
    "skeleton_poster",
    "skeleton_rows",
    "skeleton_text",
    "slug_field",
    "spinner",
    "stat",
    "status_dot",
    "switch",
    "tab_links",
    "table",
    "tabs",
    "text_area_field",
    "text_field",
    "theme_switch",
    "toast_bad",
    "toast_good",
    "toaster",
    "tooltip",
    "verified_mark",
]
