"""Search: what is typed and what things are called, brought to the same plain words; typing errors forgiven."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from aethex_live.domain.text import plain

LONGEST_QUERY = 100
MOST_WORDS = 8
LONGEST_WORD = 40
FORGIVEN_FROM = 4  # letters; shorter words are too much like each other
FORGIVEN_TWICE_FROM = 8
MOST_ALTERNATIVES = 3
_WORD = re.compile(r"[^\W_]+")


class Kind(StrEnum):
    """What can be found."""

    CHANNEL = "channel"
    STREAM = "stream"
    PERSON = "person"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, as it stands in a list. `slug` is its last part of an address."""

    kind: Kind
    id: UUID
    slug: str
    title: str
    text: str = ""
    picture: str = ""
    live: bool = False
    viewers: int = 0
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: each word, or one of its alternatives; the last word may be a beginning."""

    words: tuple[tuple[str, ...], ...]

    @property
    def whole(self) -> str:
        """The words in one line, as names are kept."""
        return " ".join(alternatives[0] for alternatives in self.words)

    @property
    def is_start(self) -> bool:
        """Whether it is so short that only how names begin can be told by it."""
        return len(self.words) == 1 and len(self.whole) < 3


def words(text: str) -> tuple[str, ...]:
    """The words of a text, plain."""
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(plain(text)))


def parse(text: str) -> Query:
    """What was typed; without words when there is nothing to look for."""
    return Query(tuple((word,) for word in words(text[:LONGEST_QUERY])[:MOST_WORDS]))


def terms(*weighted: tuple[str, Iterable[str]]) -> dict[str, str]:
    """Words with weights, "A" to "D": the best that each has. A name of several words is one more, without gaps."""
    found: dict[str, str] = {}
    for weight, texts in weighted:
        for text in texts:
            parts = words(text)
            joined = "".join(parts) if 1 < len(parts) <= 4 else ""
            for word in (*parts, *([joined[:LONGEST_WORD]] if joined else ())):
                found[word] = min(weight, found.get(word, weight))
    return found


def near(word: str) -> list[str]:
    """The word and what is left of it without one letter: words that share one of these are alike."""
    if len(word) < FORGIVEN_FROM:
        return [word]
    return sorted({word, *(word[:n] + word[n + 1 :] for n in range(len(word)))})


def alternatives(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Which of the known words was probably meant, the likeliest first."""
    most = 2 if len(word) >= FORGIVEN_TWICE_FROM else 1
    far = {each: distance(word, each) for each in known}
    likely = [each for each, errors in far.items() if errors <= most]
    likely.sort(key=lambda each: (far[each], each[0] != word[0], each))
    return tuple(likely[:MOST_ALTERNATIVES])


def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many, or swapped with the next."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        before, above, line = line, before, [row]
        for column, other_letter in enumerate(other, 1):
            cost = min(
                before[column] + 1, line[column - 1] + 1, before[column - 1] + (letter != other_letter)
            )
            swapped = row > 1 < column and letter == other[column - 2] and one[row - 2] == other_letter
            line.append(min(cost, above[column - 2] + 1) if swapped else cost)
    return line[-1]
