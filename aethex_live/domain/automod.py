"""Auto-moderation: looks at a message with a channel's filters and says what should become of it, and why. Pure.

Each filter is off, holds a message for a moderator, or refuses it, and has a level from 1 (lenient) to 3.
The levels are a table. A verdict explains itself to the writer and to moderators.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import Any

from aethex_live.domain import automod_words
from aethex_live.domain.automod_fold import folded, skeleton
from aethex_live.domain.chat_mode import Said
from aethex_live.domain.chat_text import links
from aethex_live.domain.form import unknown_name
from aethex_live.domain.link import check_url
from aethex_live.domain.text import is_visible
from aethex_live.errors import InvalidInput, Words

MOST_WORDS = 500
WORD_LENGTH = 60
MOST_SITES = 100
LEVELS = (1, 2, 3)


class Filter(StrEnum):
    """What is looked for."""

    FLOOD = "flood"
    REPEATS = "repeats"
    CAPS = "caps"
    LINKS = "links"
    WORDS = "words"
    PROFANITY = "profanity"
    LETTERS = "letters"  # look-alike letters, stacked marks, what hides writing


class Action(StrEnum):
    """What becomes of a message that a filter finds, mildest first."""

    OFF = "off"
    HOLD = "hold"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Setting:
    """One filter of a channel."""

    action: Action
    level: int = 2


DEFAULTS: dict[Filter, Setting] = {
    Filter.FLOOD: Setting(Action.HOLD, 1),
    Filter.REPEATS: Setting(Action.HOLD),
    Filter.CAPS: Setting(Action.OFF),
    Filter.LINKS: Setting(Action.HOLD),
    Filter.WORDS: Setting(Action.DELETE),
    Filter.PROFANITY: Setting(Action.HOLD, 1),
    Filter.LETTERS: Setting(Action.HOLD, 1),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """All of a channel's settings for auto-moderation."""

    filters: Mapping[Filter, Setting] = field(default_factory=lambda: DEFAULTS)
    words: tuple[str, ...] = ()  # the channel's own; `*` at the end stands for any ending
    sites: tuple[str, ...] = ()  # whose links may be posted, their parts below included
    hold_newcomers_of_banned_networks: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one filter has found; `why` is a sentence, as Words."""

    filter: Filter
    action: Action
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What should become of a message."""

    action: Action
    findings: tuple[Finding, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, as sentences."""
        return tuple(finding.why for finding in self.findings)


CLEAN = Verdict(Action.OFF)
_NEWCOMER = Words("A new account, from where somebody who is banned was logged in.")


@dataclass(frozen=True, slots=True)
class _Look:
    text: str
    folded: str
    lately: Sequence[Said]
    now: datetime
    rules: Rules
    level: int


def joined(reasons: Sequence[str]) -> str:
    """Several reasons as one text, which can be translated as they can."""
    return reduce(lambda first, next_: Words("{first} {next}", first=first, next=next_), reasons)


def from_banned_network() -> Verdict:
    """For a newcomer who is where somebody was logged in who is banned."""
    return Verdict(Action.HOLD, (Finding(Filter.FLOOD, Action.HOLD, _NEWCOMER),))


def judge(rules: Rules, text: str, lately: Sequence[Said], now: datetime) -> Verdict:
    """Look at a message of somebody who has written `lately` (the newest first)."""
    plain = folded(text)
    findings = []
    for which, look in _FILTERS.items():
        setting = rules.filters.get(which, DEFAULTS[which])
        if setting.action is not Action.OFF:
            why = look(_Look(text, plain, lately, now, rules, setting.level))
            if why:
                findings.append(Finding(which, setting.action, why))
    if not findings:
        return CLEAN
    severest = Action.DELETE if any(each.action is Action.DELETE for each in findings) else Action.HOLD
    return Verdict(severest, tuple(findings))


Found = Words | None
# By level: messages within seconds, and how that is said; the same one so often within two minutes; share of
# capitals from so many letters; a character so often in a row; letters of another script within a word.
_FLOOD = {
    1: (6, 10, Words("More than 5 messages in 10 seconds.")),  # what everybody is bound to anyway
    2: (4, 8, Words("More than 3 messages in 8 seconds.")),
    3: (3, 6, Words("More than 2 messages in 6 seconds.")),
}
_SAME = {1: 4, 2: 3, 3: 2}
_SAME_WINDOW = timedelta(minutes=2)
_CAPS = {1: (0.9, 20), 2: (0.75, 12), 3: (0.6, 8)}
_IN_A_ROW = {1: 30, 2: 20, 3: 12}
_ALIKE_WORDS = {1: 2, 2: 1, 3: 1}


def _flood(look: _Look) -> Found:
    if re.search(rf"(\S)\1{{{_IN_A_ROW[look.level] - 1},}}", look.text):
        return Words("The same character many times in a row.")
    number, seconds, why = _FLOOD[look.level]
    recent = [said for said in look.lately if said.here and _within(said, look, timedelta(seconds=seconds))]
    return why if len(recent) >= number - 1 else None


def _within(said: Said, look: _Look, window: timedelta) -> bool:
    return look.now - window < said.at <= look.now


def _repeats(look: _Look) -> Found:
    plain = skeleton(look.text)
    same = [
        said
        for said in look.lately
        if said.here and _within(said, look, _SAME_WINDOW) and skeleton(said.text) == plain
    ]
    if len(same) >= _SAME[look.level] - 1:
        return Words("The same message again and again.")
    words = look.folded.split()
    most_of_one = max((words.count(word) for word in set(words)), default=0)
    if most_of_one >= 4 * _SAME[look.level] and most_of_one * 2 > len(words):
        return Words("The same word again and again.")
    return None


def _caps(look: _Look) -> Found:
    share, fewest = _CAPS[look.level]
    letters = [character for character in look.text if character.isupper() or character.islower()]
    capitals = sum(character.isupper() for character in letters)
    if len(letters) < fewest or capitals < share * len(letters):
        return None
    return Words("Mostly capital letters.")


_DOTS = re.compile(
    r"\s*(?:\(\s*(?:dot|punkt)\s*\)|\[\s*(?:dot|punkt|\.)\s*\]|\{\s*dot\s*\}|[。．｡․])\s*", re.IGNORECASE
)
_SPACED = re.compile(r"(?<=\w) \.\s?(?=(?:com|net|org|gg|tv|io|me|ru|xyz|link|shop|live)\b)", re.IGNORECASE)


def _links(look: _Look) -> Found:
    text = look.text
    if look.level >= 2:
        text = _DOTS.sub(".", text)
    if look.level >= 3:
        text = _SPACED.sub(".", text)
    strange = [link for link in links(text) if not _is_allowed(link, look.rules.sites)]
    if not strange:
        return None
    if not look.rules.sites:
        return Words("A link.")
    return Words("A link. Allowed: {sites}.", sites=", ".join(look.rules.sites[:5]))


def _is_allowed(link: str, sites: Sequence[str]) -> bool:
    host = re.split(r"[/?#]", link.partition("://")[2], maxsplit=1)[0].removeprefix("www.")
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _words(look: _Look) -> Found:
    found = automod_words.found(look.text, look.rules.words)
    return Words("A word that is not wanted on this channel.") if found else None


def _profanity(look: _Look) -> Found:
    listed = [word for level, words in automod_words.LISTS.items() if level <= look.level for word in words]
    return Words("Foul language.") if automod_words.found(look.text, tuple(listed)) else None


def _letters(look: _Look) -> Found:
    mixed = automod_words.mixed_scripts(look.text)
    return Words("Letters that pretend to be others.") if mixed >= _ALIKE_WORDS[look.level] else None


_FILTERS: dict[Filter, Callable[[_Look], Found]] = {
    Filter.FLOOD: _flood,
    Filter.REPEATS: _repeats,
    Filter.CAPS: _caps,
    Filter.LINKS: _links,
    Filter.WORDS: _words,
    Filter.PROFANITY: _profanity,
    Filter.LETTERS: _letters,
}


def check_rules(rules: Rules, changes: Mapping[str, Any]) -> Rules:
    """`rules` with some of them changed: `filters` ({name: {action, level}}), `words`, `sites`, and the switch."""
    changed = {}
    for name, value in changes.items():
        if name not in _CHECKS:
            raise unknown_name(name)
        changed[name] = _CHECKS[name](rules, value)
    return replace(rules, **changed)


def stored(rules: Rules) -> dict[str, Any]:
    """The filters as values that JSON knows."""
    return {name: {"action": each.action, "level": each.level} for name, each in rules.filters.items()}


def loaded(filters: Mapping[str, Any]) -> dict[Filter, Setting]:
    """The filters of `stored`, with those that have come since as they are by default."""
    found = {Filter(name): value for name, value in filters.items() if name in set(Filter)}
    given = {name: Setting(Action(value["action"]), value["level"]) for name, value in found.items()}
    return {**DEFAULTS, **given}


def _check_filters(rules: Rules, value: Any) -> Mapping[Filter, Setting]:
    if not isinstance(value, Mapping):
        raise _wrong("filters")
    changed = dict(rules.filters)
    for name, given in value.items():
        if name not in set(Filter) or not isinstance(given, Mapping) or not set(given) <= {"action", "level"}:
            raise _wrong("filters")
        before = changed.get(Filter(name), DEFAULTS[Filter(name)])
        action, level = given.get("action", before.action), given.get("level", before.level)
        if action not in set(Action) or level not in LEVELS or isinstance(level, bool):
            raise _wrong("filters")
        changed[Filter(name)] = Setting(Action(action), level)
    return changed


def _check_words(_: Rules, value: Any) -> tuple[str, ...]:
    words = _texts(value, "words", MOST_WORDS)
    for word in words:
        if len(word) > WORD_LENGTH or not is_visible(word) or not any(map(str.isalnum, word)):
            raise InvalidInput(
                Words(
                    "A word has letters or digits, and at most {most} characters, unlike “{word}”.",
                    most=WORD_LENGTH,
                    word=word[:WORD_LENGTH],
                ),
                code="word_form",
                field="words",
            )
    return words


def _check_sites(_: Rules, value: Any) -> tuple[str, ...]:
    hosts = [
        re.split(r"[/?#]", check_url(site, field="sites").partition("://")[2], maxsplit=1)[0]
        for site in _texts(value, "sites", MOST_SITES)
    ]
    return tuple(dict.fromkeys(host.removeprefix("www.") for host in hosts))


def _check_switch(_: Rules, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidInput("Choose on or off.", code="wrong_kind", field="hold_newcomers_of_banned_networks")
    return value


_CHECKS: dict[str, Callable[[Rules, Any], Any]] = {
    "filters": _check_filters,
    "words": _check_words,
    "sites": _check_sites,
    "hold_newcomers_of_banned_networks": _check_switch,
}


def _texts(value: Any, name: str, most: int) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise _wrong(name)
    texts = tuple(dict.fromkeys(text for each in value if (text := " ".join(each.lower().split()))))
    if len(texts) > most:
        raise InvalidInput(Words("Use at most {most}.", most=most), code=f"too_many_{name}", field=name)
    return texts


def _wrong(name: str) -> InvalidInput:
    return InvalidInput("This is not a value of the right kind.", code="wrong_kind", field=name)
