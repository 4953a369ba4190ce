"""The frame around pages: shells, navigation, the mark, the head of the document."""

from aethex_live.components.layout.account import account_menu
from aethex_live.components.layout.head import STYLESHEETS, app_wraps, head_components
from aethex_live.components.layout.mark import symbol, wordmark
from aethex_live.components.layout.navigation import NavItem, rail_channel, rail_link, rail_section
from aethex_live.components.layout.shell import Frame, page_header, shell, sign_in_buttons
from aethex_live.components.layout.site_name import site_name
from aethex_live.components.layout.workspace import auth_shell, error_page, workspace

__all__ = [
    "STYLESHEETS",
    "Frame",
    "NavItem",
    "account_menu",
    "app_wraps",
    "auth_shell",
    "error_page",
    "head_components",
    "page_header",
    "rail_channel",
    "rail_link",
    "rail_section",
    "shell",
    "sign_in_buttons",
    "site_name",
    "symbol",
    "wordmark",
    "workspace",
]
