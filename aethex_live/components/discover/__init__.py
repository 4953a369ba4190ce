"""Looking around: the lists, what narrows them, and their cards."""

from aethex_live.components.discover.tabs import TABS, Tab, chosen_list, narrowing, tab_bar

__all__ = ["TABS", "Tab", "chosen_list", "narrowing", "tab_bar"]
