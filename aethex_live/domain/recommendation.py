"""What somebody may like: what those like who like the same. Pure; docs/ranking.md has the formula.

A taste says how much one person likes each of some things, between 0 and 1.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log2, sqrt
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)

MOST_OF_TASTE = 60  # things of one person that are looked at, the dearest first
MOST_NEIGHBOURS = 20
SHRINK = 6.0  # people that two things must have in common until their likeness is half believed
FOLLOWED = 1.0
LONG_WATCHED = 180  # minutes that say as much as a follow
LIVE_FACTOR = 3.0  # what can be seen now is worth more


class Why(StrEnum):
    """Why something is shown to somebody."""

    FOLLOWED = "followed"  # because you follow ...
    WATCHED = "watched"  # because you watch ...
    RISING = "rising"  # ... times its usual audience
    POPULAR = "popular"  # many watch it now


@dataclass(frozen=True, slots=True)
class Pick(Generic[Item]):
    """A recommendation: how good it is, and which of one's own things it is most alike to."""

    item: Item
    score: float
    because: Item


def watched(minutes: int) -> float:
    """How much watching says: fast at first, as much as a follow after hours, never more."""
    return min(FOLLOWED, log2(1 + max(minutes, 0)) / log2(1 + LONG_WATCHED))


def neighbours(
    tastes: Iterable[Mapping[Item, float]], most: int = MOST_NEIGHBOURS
) -> dict[Item, list[tuple[Item, float]]]:
    """For each thing the ones most like it, by who likes both: a cosine that is believed when many do.

    Who likes a great many things says less about each.
    """
    length: defaultdict[Item, float] = defaultdict(float)
    together: defaultdict[Item, defaultdict[Item, list[float]]] = defaultdict(
        lambda: defaultdict(lambda: [0.0, 0.0])
    )
    numbers: dict[Item, int] = {}  # a pair is kept under the one that came first
    for taste in tastes:
        dearest = sorted(taste.items(), key=lambda each: -each[1])[:MOST_OF_TASTE]
        liked = sorted(dearest, key=lambda each: numbers.setdefault(each[0], len(numbers)))
        worth = 1 / log2(1 + max(len(liked), 1))
        for place, (one, much) in enumerate(liked):
            length[one] += worth * much * much
            for other, as_much in liked[:place]:
                pair = together[one][other]
                pair[0] += worth * much * as_much
                pair[1] += 1
    alike: defaultdict[Item, list[tuple[Item, float]]] = defaultdict(list)
    for one, others in together.items():
        for other, (common, people) in others.items():
            likeness = common / sqrt(length[one] * length[other]) * people / (people + SHRINK)
            alike[one].append((other, likeness))
            alike[other].append((one, likeness))
    return {one: sorted(others, key=lambda each: -each[1])[:most] for one, others in alike.items()}


def recommend(
    taste: Mapping[Item, float],
    alike: Mapping[Item, Iterable[tuple[Item, float]]],
    known: Collection[Item] = (),
    live: Collection[Item] = (),
) -> list[Pick[Item]]:
    """What fits to a taste, the best first; nothing that is `known`. What is `live` comes earlier."""
    scores: defaultdict[Item, float] = defaultdict(float)
    best: dict[Item, tuple[float, Item]] = {}
    for own, much in taste.items():
        for item, likeness in alike.get(own, ()):
            if item in known:
                continue
            part = much * likeness * (LIVE_FACTOR if item in live else 1)
            scores[item] += part
            if item not in best or part > best[item][0]:
                best[item] = (part, own)
    picks = [Pick(item, score, best[item][1]) for item, score in scores.items()]
    return sorted(picks, key=lambda pick: -pick.score)
