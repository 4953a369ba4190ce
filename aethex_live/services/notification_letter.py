"""How a mail with notifications reads: as text, and as HTML that any mail program shows. No pictures, no tracking."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from aethex_live.errors import Words
from aethex_live.messages import translate

LONGEST_SUBJECT = 150
_BODY = "margin:0;padding:24px;background:#f4f7fb;color:#10192a;font:16px/1.5 Arial,Helvetica,sans-serif"
_BOX = "max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:10px"
_ENTRY = "padding:12px 0;border-top:1px solid #dbe3ee"
_LINK = "color:#1d5fd6;text-decoration:none"
_SMALL = "margin:24px 0 0;color:#4a5a73;font-size:13px"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence, and where it leads."""

    words: Words
    link: str


@dataclass(frozen=True, slots=True)
class Links:
    """Where the reader gets less of it. `stop_kind` is empty when the mail tells of several kinds."""

    settings: str
    stop_all: str
    stop_kind: str


def subject(language: str, site: str, entries: Sequence[Entry]) -> str:
    """The one sentence, or how many there are."""
    words = entries[0].words if len(entries) == 1 else Words("{n} things are new", n=len(entries))
    said = " ".join(translate(language, words).split())  # titles are typed by people: one line
    return f"{site}: {said}"[:LONGEST_SUBJECT]


def plain(language: str, name: str, site: str, entries: Sequence[Entry], links: Links) -> str:
    """For programs that show text."""
    told = [f"{translate(language, each.words)}\n{each.link}" for each in entries]
    less = "\n".join(f"{words}: {link}" for words, link in _less(language, links))
    return "\n\n".join((_hello(language, name), *told, _why(language), less, site)) + "\n"


def html(language: str, name: str, site: str, entries: Sequence[Entry], links: Links) -> str:
    """For all others."""
    told = "".join(
        f'<p style="margin:0;{_ENTRY}"><a style="{_LINK}" href="{escape(each.link)}">'
        f"{escape(translate(language, each.words))}</a></p>"
        for each in entries
    )
    less = " · ".join(
        f'<a style="{_LINK}" href="{escape(link)}">{escape(words)}</a>'
        for words, link in _less(language, links)
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<title>{escape(site)}</title></head><body style="{_BODY}"><div style="{_BOX}">'
        f'<p style="margin:0 0 16px"><strong>{escape(site)}</strong></p>'
        f'<p style="margin:0 0 16px">{escape(_hello(language, name))}</p>{told}'
        f'<p style="{_SMALL}">{escape(_why(language))}<br>{less}</p></div></body></html>'
    )


def _hello(language: str, name: str) -> str:
    return translate(language, Words("Hello {username},", username=name))


def _why(language: str) -> str:
    return translate(language, Words("You get this mail because you chose to be told by mail."))


def _less(language: str, links: Links) -> list[tuple[str, str]]:
    told = [(Words("Choose what you are told of"), links.settings)]
    if links.stop_kind:
        told.append((Words("No more mail like this"), links.stop_kind))
    told.append((Words("No more mail at all"), links.stop_all))
    return [(translate(language, words), link) for words, link in told]
