"""The staff's desk."""

from aethex_live.pages.desk import (
    audit,
    categories,
    channels,
    jobs,
    overview,
    reports,
    settings,
    users,
)

__all__ = [
    "audit",
    "categories",
    "channels",
    "jobs",
    "overview",
    "reports",
    "settings",
    "users",
]
