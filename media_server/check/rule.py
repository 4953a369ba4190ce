"""What a rule is, and what is found when one is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

SubjectT = TypeVar("SubjectT")
Level = Literal["must", "should"]


@dataclass(frozen=True)
class Rule(Generic[SubjectT]):
    """`check` yields one sentence for every place where the subject breaks the rule."""

    name: str
    level: Level
    source: str  # section of rfc8216bis, unless it names another text
    sentence: str  # what that section asks, in our words
    check: Callable[[SubjectT], Iterator[str]]


@dataclass(frozen=True)
class Finding:
    """`where` is a URL or a pair of them."""

    rule: str
    level: Level
    source: str
    sentence: str
    where: str
    what: str


class Rules(Generic[SubjectT]):
    """A table of rules that is filled by decorating their functions."""

    def __init__(self) -> None:
        self.table: list[Rule[SubjectT]] = []

    def rule(
        self, level: Level, source: str, sentence: str
    ) -> Callable[[Callable[[SubjectT], Iterator[str]]], Callable[[SubjectT], Iterator[str]]]:
        def add(check: Callable[[SubjectT], Iterator[str]]) -> Callable[[SubjectT], Iterator[str]]:
            self.table.append(Rule(check.__name__, level, source, sentence, check))
            return check

        return add

    def findings(self, subject: SubjectT, where: str) -> list[Finding]:
        return [
            Finding(rule.name, rule.level, rule.source, rule.sentence, where, what)
            for rule in self.table
            for what in rule.check(subject)
        ]
