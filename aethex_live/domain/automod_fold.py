"""Sees through disguises of writing: look-alike letters, marks, invisible characters, digits for letters. Pure.

Both the message and the words that are looked for are folded, so that writing in any script compares with itself.
"""

import re
import unicodedata
from itertools import pairwise, product

# Letters that look like a Latin one, by what they look like. Full-width, bold, circled and other styled letters
# need no line: Unicode itself knows what they are.
_LOOK_ALIKES = {
    "a": "аɑαᴀɐ@4",
    "b": "Ьвʙβ",
    "c": "сϲᴄ¢ⅽ",
    "d": "ԁɗᴅժ",
    "e": "еєҽεᴇ3€ə",
    "f": "ƒꜰ",
    "g": "ɡցɢ",
    "h": "һհʜн",
    "i": "іιıɩɪ!|¡1",
    "j": "јʝᴊ",
    "k": "кκᴋ",
    "l": "ӏʟℓ",
    "m": "мᴍ",
    "n": "пηռɴո",
    "o": "оοσօᴏ0°",
    "p": "рρᴘ",
    "q": "ԛզ",
    "r": "гᴦʀɾ",
    "s": "ѕʂꜱ$5§",
    "t": "тτᴛ7+",
    "u": "υսᴜцʋ",
    "v": "ѵνᴠ",
    "w": "ԝωᴡшա",
    "x": "хχ×",
    "y": "уүγʏ¥",
    "z": "ᴢʐ",
}
_SIGNS = frozenset("@4¢3€!|¡10°$5§7+×¥")  # stand for letters only inside a word
_LETTERS = {
    ord(like): letter for letter, likes in _LOOK_ALIKES.items() for like in likes if like not in _SIGNS
}
_WITH_SIGNS = {ord(like): letter for letter, likes in _LOOK_ALIKES.items() for like in likes}
_AROUND = ".,:;!?¡¿\"'()[]{}<>*_~-"
_LONG_RUN = re.compile(r"(.)\1{2,}")
_NO_WORD = re.compile(r"[\W_]+")
MOST_RUNS = 3  # of letters in a row whose number is tried both ways


def folded(text: str) -> str:
    """In small Latin letters as far as they look like them, without marks and invisible characters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    kept = (c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return "".join(kept).translate(_LETTERS)


def skeleton(text: str) -> str:
    """What two messages have in common that differ in spaces, signs, cases and repeated letters only."""
    plain = _NO_WORD.sub("", folded(text))
    kept = (after for before, after in pairwise(f" {plain}") if before != after or after.isdecimal())
    return "".join(kept) or text.strip()


def words(text: str) -> list[set[str]]:
    """The words in order, each in all its readings: as written, with signs for letters, with runs shortened.

    Letters that are written one by one (f u n, f.u.n) are one word as well.
    """
    found: list[set[str]] = []
    singles = ""
    for chunk in folded(text).split():
        inner = chunk.strip(_AROUND)
        plain = [word for word in _NO_WORD.split(inner) if word]
        signed = [word for word in _NO_WORD.split(inner.translate(_WITH_SIGNS)) if word]
        for number in range(max(len(plain), len(signed))):
            readings = {each[number] for each in (plain, signed) if number < len(each)}
            found.append({shape for reading in readings for shape in _shortened(reading)})
        if plain and all(len(word) == 1 for word in plain):
            singles += "".join(plain)
        else:
            found += _spelled(singles)
            singles = ""
    return found + _spelled(singles)


def _spelled(letters: str) -> list[set[str]]:
    if len(letters) < 3:
        return []
    return [{letters, letters.translate(_WITH_SIGNS)}]


def _shortened(word: str) -> set[str]:
    runs = list(_LONG_RUN.finditer(word))
    if not runs:
        return {word}
    if len(runs) > MOST_RUNS:
        return {word, _LONG_RUN.sub(r"\1", word), _LONG_RUN.sub(r"\1\1", word)}
    shapes = {word}
    for lengths in product((1, 2), repeat=len(runs)):
        wanted = iter(lengths)
        shapes.add(_LONG_RUN.sub(lambda run, wanted=wanted: run.group(1) * next(wanted), word))
    return shapes
