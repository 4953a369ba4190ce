"""Moderation in the studio: of one's own channels, and of those where one helps."""

from aethex_live.pages.studio.moderation import channels, log, people, queue, rules, windows

__all__ = ["channels", "log", "people", "queue", "rules", "windows"]
