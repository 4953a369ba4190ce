"""Words that are not wanted, found whatever their disguise; and words whose letters pretend to be others. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from aethex_live.domain.automod_fold import folded, words

# English and German, by the level from which they are found: insults of whole groups, threats; insults and the
# strongest words; the rest of what is not said before children. `*` stands for any ending.
LISTS: dict[int, tuple[str, ...]] = {
    1: (
        *("nigger*", "nigga*", "faggot*", "tranny", "trannies", "kike*", "spic", "chink*", "gook*", "coon"),
        *("retard*", "kys", "kill yourself", "kill your self", "heil hitler", "sieg heil", "gas the *"),
        *("neger*", "kanake*", "schwuchtel*", "untermensch*", "bring dich um", "judensau", "spast*", "mongo"),
    ),
    2: (
        *("cunt*", "motherfuck*", "fuck", "fuck you", "fuckface*", "cocksuck*", "whore*", "slut*", "twat*"),
        *("bitch*", "rape*", "rapist*", "dickhead*", "asshole*", "bastard*", "wanker*"),
        *("fotze*", "hurensohn*", "hure*", "wichser*", "arschloch*", "missgeburt*", "fick dich", "schlampe*"),
    ),
    3: (
        *(
            "fuck*",
            "shit*",
            "bullshit*",
            "ass",
            "arse*",
            "cock",
            "dick",
            "pussy",
            "piss*",
            "crap*",
            "bollocks",
        ),
        *("fick*", "gefickt", "scheiss*", "kacke*", "pisse*", "arsch*", "titten", "depp*", "vollidiot*"),
    ),
}
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def found(text: str, wanted: Sequence[str]) -> str:
    """The first of the `wanted` words that is in the text; empty when none is. Whole words only."""
    if not wanted:
        return ""
    said = words(text)
    for phrase in wanted:
        searched = _readable(phrase)
        if searched and any(_stands_at(searched, said, start) for start in range(len(said))):
            return phrase
    return ""


def mixed_scripts(text: str) -> int:
    """How many words mix letters of scripts whose letters look alike."""
    return sum(len(_scripts(word)) > 1 for word in re.findall(r"[^\W\d_]{2,}", text))


@lru_cache(maxsize=20_000)
def _readable(phrase: str) -> tuple[tuple[str, bool], ...]:
    """The words of a phrase, folded, and whether any ending will do."""
    parts = []
    for part in phrase.split():
        open_ended = part.endswith("*")
        letters = re.sub(r"[\W_]+", "", folded(part.rstrip("*")))
        if letters or open_ended:
            parts.append((letters, open_ended))
    return tuple(parts)


def _stands_at(searched: tuple[tuple[str, bool], ...], said: list[set[str]], start: int) -> bool:
    if start + len(searched) > len(said):
        return False
    return all(
        letters in said[start + number]
        or (open_ended and any(word.startswith(letters) for word in said[start + number]))
        for number, (letters, open_ended) in enumerate(searched)
    )


def _scripts(word: str) -> set[str]:
    found = set()
    for letter in word:
        name = unicodedata.name(letter, "")
        found.update(script for script in _SCRIPTS if name.startswith(script))
    return found
