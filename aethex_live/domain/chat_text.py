"""What is inside a chat message: links that are safe to follow, names that are called, emoji. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aethex_live.domain.link import check_url
from aethex_live.errors import InvalidInput

_MENTION = re.compile(r"(?<![\w@/.])@([A-Za-z0-9_]{3,25})(?![\w@])")
# Endings under which a bare name is taken for a site; with https:// or www. in front every ending will do.
_ENDINGS = (
    "app art be blog ch club co com de dev edu eu fm fr gg gov info io it jp live me net news nl org pl ru"
)
_ENDINGS += " shop site space store stream studio tech tk to tv uk us video wiki world xyz"
_LINK = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"]+"
    r"|www\.[^\s<>\"]+"
    rf"|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{'|'.join(_ENDINGS.split())})(?![\w.-]*\w)(?:[/?#][^\s<>\"]*)?)",
    re.IGNORECASE,
)
_AT_THE_END = ".,;:!?'*_~…"  # belongs to the sentence and not to the link
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message. `href` is set for links; for mentions `text` is "@name" as it was written."""

    kind: str  # "text", "link", "mention"
    text: str
    href: str = ""


def mentioned(text: str) -> tuple[str, ...]:
    """The usernames that are called, in lower case, each once."""
    return tuple(dict.fromkeys(name.lower() for name in _MENTION.findall(text)))


def links(text: str) -> tuple[str, ...]:
    """The addresses that a reader could follow, as they will be opened."""
    return tuple(part.href for part in _linked(text) if part.kind == "link")


def parts(text: str, names: Mapping[str, str]) -> tuple[Part, ...]:
    """The message in pieces; `names` are the usernames that are called, by their lower case.

    Empty when it is nothing but text. What looks like a link and is not safe to follow stays text.
    """
    found: list[Part] = []
    for part in _linked(text):
        if part.kind == "text":
            found.extend(_named(part.text, names))
        else:
            found.append(part)
    return () if all(part.kind == "text" for part in found) else tuple(found)


def is_only_emoji(text: str) -> bool:
    """Whether there are emoji in the text, and nothing else."""
    pictures = 0
    for number, character in enumerate(text):
        if _is_picture(character):
            pictures += 1
        elif not (character.isspace() or _belongs_to_emoji(text, number)):
            return False
    return pictures > 0 or "\u20e3" in text


def _linked(text: str) -> Iterator[Part]:
    at = 0
    for match in _LINK.finditer(text):
        shown = _without_end(match.group())
        try:
            href = check_url(shown)
        except InvalidInput:
            continue
        if match.start() > at:
            yield Part("text", text[at : match.start()])
        yield Part("link", shown, href)
        at = match.start() + len(shown)
    if at < len(text):
        yield Part("text", text[at:])


def _without_end(link: str) -> str:
    while link:
        last = link[-1]
        opening = _BRACKETS.get(last)
        if last in _AT_THE_END or (opening and link.count(opening) < link.count(last)):
            link = link[:-1]
        else:
            break
    return link


def _named(text: str, names: Mapping[str, str]) -> Iterator[Part]:
    at = 0
    for match in _MENTION.finditer(text):
        name = names.get(match.group(1).lower())
        if name is None:
            continue
        if match.start() > at:
            yield Part("text", text[at : match.start()])
        yield Part("mention", match.group(), f"/users/{name}")
        at = match.end()
    if at < len(text):
        yield Part("text", text[at:])


def _is_picture(character: str) -> bool:
    code = ord(character)
    return (
        0x1F000 <= code <= 0x1FAFF
        or 0x2600 <= code <= 0x27BF
        or 0x2300 <= code <= 0x23FF
        or 0x2B00 <= code <= 0x2BFF
        or code in (0x00A9, 0x00AE, 0x203C, 0x2049, 0x2122, 0x2139, 0x3030, 0x303D, 0x3297, 0x3299)
        or 0x2190 <= code <= 0x21FF
        or 0x25A0 <= code <= 0x25FF
    )


def _belongs_to_emoji(text: str, number: int) -> bool:
    character = text[number]
    if character in "\u200d\ufe0f\u20e3" or 0xE0020 <= ord(character) <= 0xE007F:
        return number > 0
    return character in "0123456789#*" and "\u20e3" in text[number + 1 : number + 3]  # a keycap
