"""Who may do what on a channel: roles that its owner gives, acts, and the table between them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from aethex_live.domain.form import not_among

MOST_HOLDERS = 500  # people with a role on one channel


class ChannelRole(StrEnum):
    """What somebody is on a channel, least first. Nobody gives or takes OWNER: it comes with the channel."""

    VIEWER = "viewer"
    VIP = "vip"
    MODERATOR = "moderator"
    EDITOR = "editor"
    OWNER = "owner"


class Act(StrEnum):
    """What a role can be needed for."""

    PASS_MODES = "pass_modes"  # write whatever slow mode and the others say, and what auto-moderation thinks
    MODERATE = "moderate"  # delete, time out, ban, decide on what is held, read the log and the cards
    ANNOUNCE = "announce"  # and pin
    SET_MODES = "set_modes"
    SET_RULES = "set_rules"  # auto-moderation
    GIVE_VIP = "give_vip"
    GIVE_ROLES = "give_roles"
    EDIT_STREAM = "edit_stream"  # title, category, tags of the stream; let it out, end it, see how it arrives


_VIP = frozenset({Act.PASS_MODES})
_MODERATOR = _VIP | {Act.MODERATE, Act.ANNOUNCE, Act.SET_MODES}
_EDITOR = _MODERATOR | {Act.SET_RULES, Act.GIVE_VIP, Act.EDIT_STREAM}

ACTS: dict[ChannelRole, frozenset[Act]] = {
    ChannelRole.VIEWER: frozenset(),
    ChannelRole.VIP: _VIP,
    ChannelRole.MODERATOR: _MODERATOR,
    ChannelRole.EDITOR: _EDITOR,
    ChannelRole.OWNER: frozenset(Act),
}
# Staff keep order everywhere, and run no channel but their own.
ACTS_OF_STAFF = frozenset({Act.PASS_MODES, Act.MODERATE})

RANKS: dict[ChannelRole, int] = {role: rank for rank, role in enumerate(ChannelRole)}
GIVEN = (ChannelRole.EDITOR, ChannelRole.MODERATOR, ChannelRole.VIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody with a role on a channel."""

    user_id: UUID
    username: str
    name: str
    avatar_url: str
    role: ChannelRole
    granted_by: str  # a username; empty when that person has left
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRole:
    """A role that the reader has on somebody's channel; `seen` is False until they have been told."""

    slug: str
    channel_name: str
    role: ChannelRole
    granted_at: datetime
    seen: bool


def may(role: ChannelRole, act: Act, *, staff: bool = False) -> bool:
    """Whether somebody with `role` on the channel, and `staff` of the site or not, may do `act` there."""
    return act in ACTS[role] or (staff and act in ACTS_OF_STAFF)


def roles_for(act: Act) -> tuple[ChannelRole, ...]:
    """The roles that are given and allow `act`."""
    return tuple(role for role in GIVEN if may(role, act))


def may_act_on(
    role: ChannelRole, other: ChannelRole, *, staff: bool = False, other_is_staff: bool = False
) -> bool:
    """Whether a moderator may act against somebody: only against who stands below them, never the owner."""
    if other is ChannelRole.OWNER:
        return False
    if staff:
        return True
    return not other_is_staff and RANKS[role] > RANKS[other] and may(role, Act.MODERATE)


def may_give(role: ChannelRole, given: ChannelRole) -> bool:
    """Whether somebody with `role` may give or take the role `given`."""
    needed = Act.GIVE_VIP if given is ChannelRole.VIP else Act.GIVE_ROLES
    return given in GIVEN and may(role, needed)


def check_given(text: str) -> ChannelRole:
    """A role that can be given."""
    if text not in GIVEN:
        raise not_among(GIVEN, code="unknown_role", field="role")
    return ChannelRole(text)
