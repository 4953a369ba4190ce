"""Who may write in a chat right now: bans, the rate for everybody, and the modes that a channel can switch on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aethex_live.domain.chat import RATE, RATE_WINDOW
from aethex_live.domain.chat_text import is_only_emoji
from aethex_live.domain.form import unknown_name
from aethex_live.domain.throttle import in_words
from aethex_live.errors import AppError, InvalidInput, NotAllowed, TooMany, Words

LONGEST_SLOW = 3600  # seconds
LONGEST_AGE = 365 * 24 * 60  # minutes
UNIQUE_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Modes:
    """What a channel asks of those who write. Zero and False are off, but for `followers_minutes`."""

    slow_seconds: int = 0
    followers_minutes: int | None = None  # None: off; 0: whoever follows, else for at least so long
    account_minutes: int = 0  # how old an account must be
    verified_only: bool = False  # people with a confirmed e-mail address
    emote_only: bool = False
    unique_only: bool = False


OPEN = Modes()
NAMES = tuple(field.name for field in fields(Modes))
_RANGES = {"slow_seconds": LONGEST_SLOW, "followers_minutes": LONGEST_AGE, "account_minutes": LONGEST_AGE}


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody has written before."""

    text: str
    at: datetime
    here: bool  # on this channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of somebody who wants to write. `lately` are their newest messages, the newest first."""

    user_id: UUID
    exempt: bool  # from modes and auto-moderation
    joined_at: datetime
    email_verified: bool
    follows_since: datetime | None
    banned: bool
    banned_until: datetime | None
    ban_reason: str
    lately: Sequence[Said] = ()


def check_changes(modes: Modes, changes: Mapping[str, Any]) -> Modes:
    """`modes` with some of them changed."""
    for name, value in changes.items():
        if name not in NAMES:
            raise unknown_name(name)
        if name == "followers_minutes" and value is None:
            continue
        if name in _RANGES:
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _RANGES[name]:
                raise InvalidInput(
                    Words("Choose a number from {least} to {most}.", least=0, most=_RANGES[name]),
                    code="mode_range",
                    field=name,
                )
        elif not isinstance(value, bool):
            raise InvalidInput("Choose on or off.", code="wrong_kind", field=name)
    return replace(modes, **changes)


def refusal(modes: Modes, standing: Standing, text: str, now: datetime) -> AppError | None:
    """Why somebody may not write this now; None when they may. Each says what to do."""
    return (
        _banned(standing, now)
        or _too_fast(standing, now)
        or (None if standing.exempt else _by_modes(modes, standing, text, now))
    )


def _banned(standing: Standing, now: datetime) -> AppError | None:
    until = standing.banned_until
    if not standing.banned or (until is not None and until <= now):
        return None
    said = Words("You are banned from this chat.")
    if until is not None:
        said = Words(
            "You cannot write here for another {time}.", time=in_words((until - now).total_seconds())
        )
    if standing.ban_reason:
        said = Words("{what} Reason: {reason}", what=said, reason=standing.ban_reason)
    return NotAllowed(said, code="chat_timed_out" if until else "chat_banned")


def _too_fast(standing: Standing, now: datetime) -> AppError | None:
    recent = [said.at for said in standing.lately if now - RATE_WINDOW < said.at <= now]
    if len(recent) < RATE:
        return None
    wait = (sorted(recent, reverse=True)[RATE - 1] + RATE_WINDOW - now).total_seconds()
    seconds = max(1, math.ceil(wait))
    return TooMany(
        Words(
            "That were {number} messages in {seconds} s, the most that people can read. Go on in {wait} s.",
            number=RATE,
            seconds=RATE_WINDOW.seconds,
            wait=seconds,
        ),
        seconds,
        code="chat_fast",
    )


def _by_modes(modes: Modes, standing: Standing, text: str, now: datetime) -> AppError | None:
    if modes.verified_only and not standing.email_verified:
        return NotAllowed("Confirm your e-mail address to write here.", code="chat_verified_only")
    wait = standing.joined_at + timedelta(minutes=modes.account_minutes) - now
    if modes.account_minutes and wait > timedelta(0):
        words = in_words(wait.total_seconds())
        said = Words("Your account is too new to write here. Come back in {time}.", time=words)
        return NotAllowed(said, code="chat_account_age")
    if modes.followers_minutes is not None:
        if standing.follows_since is None:
            return NotAllowed(
                "Only followers write here now. Follow the channel first.", code="chat_followers"
            )
        wait = standing.follows_since + timedelta(minutes=modes.followers_minutes) - now
        if wait > timedelta(0):
            words = in_words(wait.total_seconds())
            said = Words(
                "Only who has followed for a while writes here now. Wait another {time}.", time=words
            )
            return NotAllowed(said, code="chat_followers_age")
    if modes.slow_seconds:
        last = max((said.at for said in standing.lately if said.here and said.at <= now), default=None)
        wait = (last + timedelta(seconds=modes.slow_seconds) - now) if last else timedelta(0)
        if wait > timedelta(0):
            words = in_words(wait.total_seconds())
            said = Words("Slow mode is on. Write again in {time}.", time=words)
            return TooMany(said, wait.total_seconds(), code="chat_slow")
    if modes.emote_only and not is_only_emoji(text):
        return NotAllowed("Only emoji are allowed right now.", code="chat_emote_only")
    return None


def repeated() -> AppError:
    """The refusal of what was said already, while every message has to be new."""
    return NotAllowed("Somebody has just said that. Find other words.", code="chat_unique")


def uniform(text: str) -> str:
    """What two messages have in common that say the same."""
    return text.lower()
