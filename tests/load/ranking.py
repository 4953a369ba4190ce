"""How good recommendations are, in a world whose tastes are known, beside the most popular and dice.

    python -m tests.load.ranking [--people 4000] [--channels 1200] [--seed 7]

A block model: channels belong to kinds, people like a few kinds, and follow channels of these, the popular ones
more often, and now and then one of any kind. A third of what each follows is hidden; what is recommended from the
rest is right when it was hidden (`found again`), or when it is of a kind that the person likes (`to their taste`).
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aethex_live.domain.recommendation import FOLLOWED, neighbours, recommend

KINDS = 30
AT = 10
HIDDEN = 1 / 3
OFF_TASTE = 0.2


@dataclass(frozen=True)
class Person:
    """What somebody likes, what of it is known, and what is hidden."""

    kinds: frozenset[int]
    known: frozenset[int]
    hidden: frozenset[int]


def world(dice: random.Random, people: int, channels: int) -> tuple[list[int], list[Person]]:
    """The kind of each channel, and the people."""
    kind_of = [dice.randrange(KINDS) for _ in range(channels)]
    weight = [1 / (1 + dice.randrange(channels)) ** 0.8 for _ in range(channels)]
    of_kind = [[each for each in range(channels) if kind_of[each] == kind] for kind in range(KINDS)]
    made = []
    for _ in range(people):
        kinds = dice.sample(range(KINDS), dice.choice((1, 2, 2, 3)))
        liked: set[int] = set()
        for _ in range(dice.randint(3, 24)):
            pool = range(channels) if dice.random() < OFF_TASTE else of_kind[dice.choice(kinds)]
            if pool:
                liked.update(dice.choices(pool, [weight[each] for each in pool]))
        shuffled = sorted(liked)
        dice.shuffle(shuffled)
        hidden = frozenset(shuffled[: round(len(shuffled) * HIDDEN)])
        made.append(Person(frozenset(kinds), frozenset(shuffled) - hidden, hidden))
    return kind_of, made


def judge(
    label: str, people: Sequence[Person], kind_of: list[int], pick: Callable[[Person], Sequence[int]]
) -> None:
    """Print how much of what is picked is right."""
    asked = [person for person in people if person.hidden and person.known]
    again = taste = places = 0
    for person in asked:
        picked = list(pick(person))[:AT]
        again += sum(each in person.hidden for each in picked)
        taste += sum(kind_of[each] in person.kinds for each in picked)
        places += AT
    print(f"{label:<14} found again {again / places:6.3f}   to their taste {taste / places:6.3f}")


def main(people: int, channels: int, seed: int) -> None:
    dice = random.Random(seed)
    kind_of, persons = world(dice, people, channels)
    began = time.process_time()
    alike = neighbours([dict.fromkeys(person.known, FOLLOWED) for person in persons])
    learnt = time.process_time() - began
    counted = Counter(each for person in persons for each in person.known)
    popular = [each for each, _ in counted.most_common()]

    def ours(person: Person) -> list[int]:
        picks = recommend(dict.fromkeys(person.known, FOLLOWED), alike, known=person.known)
        return [pick.item for pick in picks]

    def most_popular(person: Person) -> list[int]:
        return [each for each in popular[: AT + len(person.known)] if each not in person.known]

    def at_random(person: Person) -> list[int]:
        return dice.sample([each for each in range(channels) if each not in person.known], AT)

    def best_possible(person: Person) -> list[int]:
        right = [each for each in range(channels) if kind_of[each] in person.kinds]
        return [*person.hidden, *(each for each in right if each not in person.known)]

    follows = sum(len(person.known) for person in persons)
    print(f"{people} people, {channels} channels of {KINDS} kinds, {follows} follows known; seed {seed}")
    print(
        f"likenesses worked out in {learnt:.2f} s of CPU; share of the first {AT} that is right (precision at {AT}):"
    )
    for label, pick in (
        ("random", at_random),
        ("most popular", most_popular),
        ("ours", ours),
        ("best possible", best_possible),
    ):
        judge(label, persons, kind_of, pick)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--channels", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    main(given.people, given.channels, given.seed)
