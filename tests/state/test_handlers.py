"""Every event handler is a public address: called by strangers, by others, and with what nobody should send.

Whatever a handler keeps in the state is set to point at somebody else's things first, for a state is kept
under a token that its client chooses. A handler that is not in the table fails the test: think of what it may
do to others, then add it.
"""

import contextlib
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from socketio import AsyncServer

from aethex_live.domain.access_token import Scope
from aethex_live.domain.schedule import WEEKDAYS
from aethex_live.domain.stream_key import Kind
from aethex_live.domain.user import Role
from aethex_live.errors import AppError
from aethex_live.realtime import hub
from aethex_live.services import category, stream_key, two_factor
from aethex_live.services.context import Context
from tests.state.doors import Browser, handlers, number_of_arguments, takes_form
from tests.support.accounts import actor_with, create_member, log_in
from tests.support.channels import create_channel
from tests.support.people import actor_of
from tests.support.plans import plan
from tests.support.rows import Rows

HANDLERS = {
    "AccessTokens": "again conceal create load revoke",
    "AccountForm": "accept begin look_up_name refuse",
    "AuditLog": "load next_page previous_page search",
    "Bell": "enter leave_room send_whole",
    "Blocks": "block load unblock",
    "Browse": "load_categories load_category show_more",
    "CategoryDesk": "choose load move_up remove save",
    "CardFollow": "look press ring",
    "ChannelFollowers": "load more open press",
    "ChannelForm": "begin create delete load look_up_slug restore save suggest_slug use_avatar use_banner"
    " use_suggestion",
    "ChannelPage": "begin load",
    "ChannelStats": "load",
    "Channels": "choose load next_page previous_page search suspend toggle_featured unsuspend",
    "ChannelSchedule": "load",
    "ChatCard": "add_note ban delete_all delete_note give_role open open_ban time_out time_out_at_once"
    " time_out_own toggle_block unban",
    "ChatForm": "delete pin send typing unpin",
    "ChatHistory": "older",
    "ChatPeople": "load offer search",
    "ChatPlace": "follow load",
    "ChatRules": "load save_modes save_rules try_out",
    "DevMail": "load",
    "Discover": "load look_again narrow show_more",
    "DiscordForm": "load remove save try_out",
    "EmbedForm": "load save",
    "EntryPage": "load",
    "FollowButton": "load press ring",
    "Followers": "enter leave_room send_whole",
    "Health": "load",
    "Home": "load look_again",
    "HoverCard": "look press",
    "JobDesk": "again load next_page previous_page remove search",
    "Legal": "load",
    "Live": "enter enter_channel leave_room send_whole",
    "LoginNotice": "load",
    "ModDesk": "approve clear decide filter_log give_role load load_log load_people load_reports reject"
    " take_role turn_bans turn_log unban",
    "ModLive": "enter enter_channel leave_room send_whole",
    "ModeratedChannels": "leave load",
    "NotificationSettings": "load save",
    "Notifications": "load more narrow open read read_all refresh remove remove_all",
    "OnAir": "enter enter_category leave_room send_whole",
    "OtherSites": "load",
    "PastStreams": "load more",
    "People": "choose give_role load next_page previous_page reset_two_factor search suspend toggle_badge"
    " unsuspend",
    "PersonFollowers": "enter leave_room send_whole",
    "Plans": "enter enter_entry enter_upcoming leave_room send_whole",
    "PreferencesForm": "load save",
    "ProfileForm": "load save use_avatar use_banner",
    "Pushing": "load look remove subscribe try_out unsubscribe",
    "Reminders": "forget load remind",
    "ReportDesk": "choose decide load narrow next_page previous_page search",
    "ReportForm": "begin send",
    "ScheduleDesk": "begin cancel choose load move remove restore save",
    "Search": "load show_more suggest",
    "Security": "again cancel_email load refuse remove_passkey rename_passkey sign_out sign_out_others",
    "Share": "begin",
    "SiteDesk": "load open_legal save save_legal",
    "StreamBackstage": "enter leave_room send_whole",
    "StreamDesk": "add_target choose_source end go_live load load_targets pause_target refresh remove_source"
    " remove_target resume_target save wait_for_click",
    "StreamKeys": "again conceal create load remove reveal rotate",
    "StreamOverview": "load",
    "Theatre": "toggle toggle_chat",
    "Unsubscribe": "load press",
    "UpcomingStreams": "load",
    "UserFollows": "load more_followers more_following more_people press",
    "UserFollowButton": "load press ring",
    "UserPage": "begin load toggle_block",
    "UserStats": "load",
    "Viewer": "load require",
    "Watch": "agree back load refresh see_again",
}
NAMES = sorted(f"{state}.{name}" for state, names in HANDLERS.items() for name in names.split())
OF_THE_SITE = {"users", "categories", "site_settings", "audit_log"}
FIELDS = (
    "name slug description category tags language accent links mature confirmation reason role text test"
    " title display_name bio mailing show_online privacy_level direct_messages"
    " parent icon site_name tagline operator operator_address contact_email registration_open email_domains"
    " minimum_age id field message code words starts_on time minutes repeats zone on at"
).split()
VICTIMS_PAGES = {
    "channel_slug": "night-owls",
    "handle": "ada",
    "category_slug": "music",
    "legal_page": "terms",
}
DAY = "2026-11-25"
LONG, TORN = "x" * 100_000, "\x00\ud800💥'; DROP TABLE users; --"


@dataclass(frozen=True)
class Victim:
    """Somebody with everything that others should not get at."""

    user: str
    channel: str
    key: str
    session: str
    category: str
    entry: str
    secrets: tuple[str, ...]
    other: str
    others_token: str

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.user, self.channel, self.key, self.session, self.category, self.entry)


@pytest_asyncio.fixture(loop_scope="session")
async def victim(context: Context, rows: Rows) -> Victim:
    return await rows.kept("victim", lambda: make_victim(context))


async def make_victim(context: Context) -> Victim:
    """Ada, who has everything, and mallory, who would like to have it."""
    member = await create_member(context, "ada", email="ada.private@example.test")
    token = await log_in(context, "ada")
    actor = await actor_with(context, token)
    made = await create_channel(context, actor, "night-owls")
    key = await stream_key.create(context, actor, made.channel.id, "Studio", Kind.LIVE)
    enrolment = await two_factor.begin_two_factor(context, actor)
    top = await category.create(
        context, actor_of(member.id, Role.ADMIN), name="Music", slug="music", icon="music", description=""
    )
    entry = await plan(context, actor, made.channel.id, weekdays=list(WEEKDAYS))
    secrets = (member.email, member.password_hash, key.secret, token, enrolment.secret)
    ids = (member.id, made.channel.id, key.key.id, actor.session_id, top.id, entry.id)
    other = await create_member(context, "mallory")
    return Victim(*map(str, ids), secrets, str(other.id), await log_in(context, "mallory"))


@pytest.fixture(autouse=True)
def rooms():
    hub.use(hub.Hub(AsyncServer(async_mode="asgi")))
    yield
    hub.use(None)


def hostile_arguments(victim: Victim, form: bool) -> list[Any]:
    """What a client may send besides what a page sends: others' ids, too much, what no text can hold."""
    texts = ["", *victim.ids, "night-owls", "terms.en", DAY, LONG, TORN, "../../etc/passwd"]
    if not form:
        return texts
    tempting = {"name": "Taken Over", "slug": "taken-over", "title": "Taken over", "reason": "Because I can."}
    tempting |= {"role": "admin", "text": "Taken over.", "site_name": "Mine", "minimum_age": "13"}
    tempting |= {"confirmation": "night-owls", "privacy_level": "public", "display_name": "Ada"}
    tempting |= {"zone": "Europe/Berlin", "starts_on": DAY, "time": "20:00", "minutes": "60"}
    tempting |= {"on": DAY, "at": "10:00"}
    forms = [{name: value for name in FIELDS} for value in texts]
    odd = {name: [{"a": None}, 10**30] for name in FIELDS}
    return [{}, tempting, {**tempting, "id": victim.channel}, odd, *forms]


def calls(kind: type, handler: str, victim: Victim) -> list[tuple[Any, ...]]:
    """The arguments of each call."""
    if not number_of_arguments(kind, handler):
        return [()]
    many = number_of_arguments(kind, handler)
    pairs = [(victim.entry, DAY)] if many == 2 else []
    return pairs + [(argument,) * many for argument in hostile_arguments(victim, takes_form(kind, handler))]


def aim(browser: Browser, kind: type, victim: Victim) -> None:
    """Make the state point at the victim's things, as if its owner had opened them."""
    state = browser.state(kind)
    chosen = {"People": victim.user, "Channels": victim.channel, "CategoryDesk": victim.category}
    match kind.__name__:
        case "ChannelForm":
            state.draft = {**state.draft, "id": victim.channel}
        case "ScheduleDesk":
            state.channel_id, state.slug = victim.channel, "night-owls"
            state.draft = {**state.draft, "id": victim.entry}
            state.chosen = {**state.chosen, "entry": victim.entry, "day": DAY}
        case "StreamDesk":
            state.channel_id, state.slug = victim.channel, "night-owls"
        case "ChatCard":
            state.username, state.id = "ada", victim.user
        case "ModDesk":
            state.slug = "night-owls"
        case "ReportForm":
            state.kind, state.subject = "user", victim.user
        case "AccessTokens":
            state._wish = {"name": "Deck", "scopes": [Scope.ACCOUNT_READ], "days": 7}
        case "Security":
            state._wanted = victim.user  # no passkey, but a good id
        case "StreamKeys":
            state.channel_id, state._wanted = victim.channel, ("reveal", victim.key)
        case name if name in chosen:
            state.chosen = {**state.chosen, "id": chosen[name]}


def test_every_handler_is_in_the_table():
    assert set(handlers()) == set(NAMES)


def test_no_var_is_set_from_outside():
    for kind in set(handlers().values()):
        state = Browser(None).state(kind)
        for var in kind.base_vars:
            with pytest.raises(AttributeError):
                kind.event_handlers["setvar"].fn(state, var, "mine now")


@pytest.mark.parametrize("who", ["stranger", "other"])
@pytest.mark.parametrize("state", sorted(HANDLERS))
async def test_handlers_keep_others_things_as_they_are_and_to_themselves(
    rows: Rows, victim: Victim, state: str, who: str
):
    token, other = (victim.others_token, victim.other) if who == "other" else (None, "")
    before = await rows.written_out(but="throttles")
    for handler in HANDLERS[state].split():
        kind = handlers()[f"{state}.{handler}"]
        for arguments in calls(kind, handler, victim):
            browser = Browser(token, **VICTIMS_PAGES, channel_id=victim.channel, channel=victim.channel)
            aim(browser, kind, victim)
            try:
                told = await browser.call(kind, handler, *arguments)
            except AppError as refusal:
                told = str(refusal)
            assert not [secret for secret in victim.secrets if secret in told], f"{handler} leaked"
        after = await rows.written_out(but="throttles")
        for table in before.keys() | after.keys():
            gone = [row for row in before[table] - after[table] if not other or other not in row]
            assert not gone, f"{handler} changed what others have in {table}"
            new = [row for row in after[table] - before[table] if not other or other not in row]
            assert not new or (who == "other" and table not in OF_THE_SITE), f"{handler} wrote into {table}"


@pytest.mark.parametrize("torn", ["\x00\ud800💥", "../x?y#z", "x" * 4000], ids=["torn", "path", "long"])
async def test_whatever_the_address_says_a_page_is_loaded_or_refused(context: Context, torn: str):
    names = (
        *VICTIMS_PAGES,
        "channel_id",
        "channel",
        "q",
        "kind",
        "again",
        "sort",
        "tag",
        "language",
        "error",
    )
    for name, kind in handlers().items():
        handler = name.partition(".")[2]
        if not number_of_arguments(kind, handler):
            with contextlib.suppress(AppError):
                await Browser(None, **dict.fromkeys(names, torn)).call(kind, handler)


async def test_the_owner_sees_the_key_only_while_it_is_shown(context: Context, victim: Victim):
    token = await log_in(context, "ada")
    browser, kind = Browser(token), handlers()["StreamKeys.reveal"]
    secret = victim.secrets[2]
    assert secret not in await browser.call(kind, "load")
    assert secret in await browser.call(kind, "reveal", victim.key)
    assert secret not in await browser.call(kind, "conceal")
    assert secret not in str(browser.root.dict())
