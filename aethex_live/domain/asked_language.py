"""In which of our languages somebody reads, as their browser tells."""

from aethex_live.domain.user_settings import LANGUAGES

COOKIE = "lang"  # i18n.js writes it when somebody chooses


def asked_language(cookie_header: str, accept_language: str) -> str:
    """What they chose here, else what their browser is set to; empty when that is none of ours."""
    for part in cookie_header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value and value in LANGUAGES:
            return value
    first = accept_language.partition(",")[0].strip()[:2].lower()
    return first if first in LANGUAGES else ""
