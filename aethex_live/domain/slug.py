"""The short name in an address: what it may be, how a title becomes one, what to offer when it is taken."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import chain

from aethex_live.domain.reserved_names import RESERVED
from aethex_live.domain.text import plain
from aethex_live.errors import InvalidInput, Words

SHORTEST = 3
LONGEST = 40
FORM = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
SUGGESTIONS = 3

# How Cyrillic and Greek letters are written in an address, without their marks.
_LATIN = str.maketrans(
    dict(
        pair.split(":")
        for pair in (
            "а:a б:b в:v г:g ґ:g д:d е:e є:ie ж:zh з:z и:i і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh"
            " ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
            " α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s τ:t υ:y φ:f χ:ch ψ:ps ω:o"
        ).split()
    )
)
_ENDINGS = ("live", "tv", "hq", "studio", "channel")


@dataclass(frozen=True, slots=True)
class SlugAnswer:
    """Whether an address can be had. When not, `problem` says why and `suggestions` can be had."""

    slug: str
    available: bool
    problem: str = ""
    suggestions: tuple[str, ...] = ()


def slug_from(title: str) -> str:
    """An address made of a title; empty when no letter of it can be in an address."""
    ascii_only = plain(title).translate(_LATIN).encode("ascii", "replace").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    return words[:LONGEST].rstrip("-")


def check_slug(text: str) -> str:
    """The address as it will be; its case does not matter."""
    slug = text.strip().lower()
    if not SHORTEST <= len(slug) <= LONGEST or not FORM.fullmatch(slug):
        raise InvalidInput(
            Words(
                "Use {least} to {most} letters a to z, digits, and single hyphens between them.",
                least=SHORTEST,
                most=LONGEST,
            ),
            code="slug_form",
            field="slug",
        )
    if _is_reserved(slug):
        raise InvalidInput(
            "This address is kept for the site. Choose another.", code="slug_reserved", field="slug"
        )
    return slug


def _is_reserved(slug: str) -> bool:
    return slug.replace("-", "_") in RESERVED


def candidates(wanted: str, username: str = "") -> tuple[str, ...]:
    """Addresses close to `wanted`, best first: more than are shown, since some will be taken."""
    person = slug_from(username)
    base = slug_from(wanted)
    unusable = not base or _is_reserved(base)
    if unusable:
        base = person or "channel"
    ideas = chain(
        (base,) if unusable else (),
        (f"{base}-{ending}" for ending in _ENDINGS if not base.endswith(ending)),
        _with_person(base, person),
        (f"{base}-{number}" for number in range(2, 10)),
    )
    return tuple(dict.fromkeys(_fitting(ideas)))


def suggestions(wanted: str, taken: Container[str], username: str = "") -> tuple[str, ...]:
    """The best candidates that nobody has."""
    return tuple(c for c in candidates(wanted, username) if c not in taken)[:SUGGESTIONS]


def _with_person(base: str, person: str) -> Iterable[str]:
    if person and person not in base:
        yield f"{base}-by-{person}"
        yield f"{person}-{base}"


def _fitting(ideas: Iterable[str]) -> Iterable[str]:
    for idea in ideas:
        if len(idea) > LONGEST:
            stem, _, ending = idea.rpartition("-")
            idea = f"{stem[: LONGEST - len(ending) - 1].rstrip('-')}-{ending}"
        try:
            yield check_slug(idea)
        except InvalidInput:
            continue
