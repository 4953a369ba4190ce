"""What people type into a form: trimmed, bounded, without characters that cannot be seen."""

import unicodedata

from aethex_live.errors import InvalidInput, Words

# Joiners are invisible, but emoji and several scripts are written with them.
_JOINERS = "\u200c\u200d"
# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def plain(text: str) -> str:
    """Without capitals and marks on letters: what is left is equal for those who type it in a hurry."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(character for character in apart if not unicodedata.combining(character))


def is_visible(text: str) -> bool:
    """Whether a reader sees every character of `text`, so that nothing hides or turns the writing around."""
    return text.translate({ord(joiner): None for joiner in _JOINERS}).isprintable()


def searched(text: str, longest: int) -> str:
    """What somebody looks for, without what no name can hold."""
    return "".join(filter(str.isprintable, text)).strip()[:longest]


def check_line(text: str, *, field: str, longest: int, shortest: int = 1) -> str:
    """One line: white space at the ends is cut, inside it becomes a single space."""
    line = " ".join(text.split())
    if not shortest <= len(line) <= longest or not is_visible(line):
        message = _at_most(longest)
        if shortest:
            message = Words("Use {least} to {most} visible characters.", least=shortest, most=longest)
        raise InvalidInput(message, code=f"{field}_form", field=field)
    return line


def check_paragraphs(text: str, *, field: str, longest: int) -> str:
    """Several lines; those at the ends that are empty are cut."""
    lines = [line.rstrip().replace("\t", "    ") for line in text.strip().splitlines()]
    paragraphs = "\n".join(lines)
    if len(paragraphs) > longest or not all(is_visible(line) for line in lines):
        raise InvalidInput(_at_most(longest), code=f"{field}_form", field=field)
    return paragraphs


def _at_most(longest: int) -> Words:
    return Words("Use at most {most} visible characters.", most=longest)
