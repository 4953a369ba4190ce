"""Settings and legal pages: sane before anybody touches them, changed by admins and nobody else."""

import asyncio
from itertools import pairwise

import pytest

from aethex_live.domain import legal
from aethex_live.domain.legal import Page
from aethex_live.domain.page import PageRequest
from aethex_live.domain.site_setting import SiteSettings, check_sign_up
from aethex_live.errors import InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import audit, password, registration, site_setting
from tests.support.accounts import STRANGER, create_member
from tests.support.database import AT_ONCE
from tests.support.people import create_actor


async def admin_of(context):
    return await create_actor(context, "root_1", role="admin")


async def test_defaults_work_before_anybody_sets_anything(context):
    settings = await site_setting.get(context)
    assert settings.site_name == context.settings.site_name
    assert settings.registration_open
    check_sign_up(settings, "ada@example.test")


async def test_an_admin_changes_some_and_leaves_the_rest(context, happened):
    admin = await admin_of(context)
    await site_setting.change(context, admin, {"site_name": " Night  TV ", "minimum_age": 18})
    changed = await site_setting.change(context, admin, {"email_domains": ["@School.example", "b.example"]})
    assert changed == await site_setting.get(context)
    assert (changed.site_name, changed.minimum_age) == ("Night TV", 18)
    assert changed.email_domains == ("school.example", "b.example")
    assert happened.names() == ["site_setting.changed"] * 2
    assert (await site_setting.change(context, admin, {"site_name": ""})).site_name == "AeThex LIVE"


async def test_what_an_admin_calls_the_site_is_said_everywhere_until_they_take_it_back(context, mailbox):
    admin = await admin_of(context)
    for chosen, known_as in (("Night TV", "Night TV"), ("", "AeThex LIVE")):
        await site_setting.change(context, admin, {"site_name": chosen})
        await site_setting.learn(context)
        assert context.site_name == known_as
        user = await create_member(context, f"ada_{len(chosen)}")
        await password.request_reset(context, STRANGER, user.email)
        assert mailbox.last_to(user.email).subject == f"{known_as}: Choose a new password"


async def test_every_change_is_in_the_log_with_what_was_before(context):
    admin = await admin_of(context)
    await site_setting.change(context, admin, {"minimum_age": 18, "tagline": SiteSettings().tagline})
    (entry,) = (await audit.listing(context, admin)).data
    assert (entry.subject.id, entry.details) == ("minimum_age", {"before": 16, "after": 18})


async def test_many_changes_at_once_follow_one_another_in_the_log(context):
    admin = await admin_of(context)
    ages = range(20, 20 + AT_ONCE)
    await asyncio.gather(*(site_setting.change(context, admin, {"minimum_age": age}) for age in ages))
    after = {}
    for page in (1, 2):
        for entry in (await audit.listing(context, admin, PageRequest(page, 20))).data:
            after[entry.details["before"]] = entry.details["after"]
    age, seen = 16, []
    while age in after:
        age = after[age]
        seen.append(age)
    assert sorted(seen) == list(ages) and (await site_setting.get(context)).minimum_age == age


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"site_name": "x" * 41}, "site_name"),
        ({"registration_open": "no"}, "registration_open"),
        ({"email_domains": ["not a domain"]}, "email_domains"),
        ({"email_domains": "example.org"}, "email_domains"),
        ({"minimum_age": -1}, "minimum_age"),
        ({"minimum_age": True}, "minimum_age"),
        ({"minimum_age": "16"}, "minimum_age"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"secret_key": "x"}, ""),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(context, changes, field):
    admin = await admin_of(context)
    before = await site_setting.get(context)
    with pytest.raises(InvalidInput) as refused:
        await site_setting.change(context, admin, {"tagline": "new", **changes})
    assert refused.value.field == field
    assert await site_setting.get(context) == before


@pytest.mark.parametrize(
    ("settings", "email", "code"),
    [
        (SiteSettings(registration_open=False), "ada@example.test", "registration_closed"),
        (SiteSettings(email_domains=("school.example",)), "ada@example.test", "email_domain"),
        (SiteSettings(email_domains=("school.example",)), "ada@evil-school.example", "email_domain"),
        (SiteSettings(email_domains=("school.example",)), "Ada@School.Example", None),
    ],
)
def test_who_may_register(settings, email, code):
    if code is None:
        check_sign_up(settings, email)
        return
    with pytest.raises(NotAllowed) as refused:
        check_sign_up(settings, email)
    assert refused.value.code == code


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("language", legal.LANGUAGES)
async def test_every_legal_page_has_a_text_with_the_sites_names_in_it(context, page, language):
    settings = {
        "site_name": "Night TV",
        "operator": "Ada {contact} Lovelace",
        "operator_address": "1 Main St",
        "contact_email": "ada@example.org",
    }
    await site_setting.change(context, await admin_of(context), settings)
    shown = await site_setting.legal_page(context, page, language)
    assert shown.is_default and shown.text.startswith("# ") and "Night TV" in shown.text
    assert "{" not in shown.text.replace("{contact}", "")
    if page is Page.IMPRINT:
        assert (
            "Ada {contact} Lovelace" in shown.text
            and "1 Main St" in shown.text
            and "ada@example.org" in shown.text
        )


async def test_an_admin_writes_a_legal_page_and_takes_it_back(context):
    admin = await admin_of(context)
    written = await site_setting.set_legal_page(context, admin, "terms", "en", "Be kind to {site}. {x}\n")
    assert (written.text, written.is_default) == ("Be kind to {site}. {x}", False)
    assert (await site_setting.legal_page(context, "terms", "en")).text == "Be kind to AeThex LIVE. {x}"
    assert (await site_setting.legal_page(context, "terms", "fr")).text == "Be kind to AeThex LIVE. {x}"
    assert (await site_setting.legal_page(context, "terms", "de")).is_default
    assert (await site_setting.legal_source(context, admin, "terms", "en")).changed_at == context.clock()
    again = await site_setting.set_legal_page(context, admin, "terms", "en", "")
    assert again == await site_setting.legal_source(context, admin, "terms", "en") and again.is_default
    with pytest.raises(InvalidInput):
        await site_setting.set_legal_page(context, admin, "terms", "en", "x" * (legal.LONGEST + 1))
    for page, language in (("secrets", "en"), ("terms", "xx"), ("\0", "en")):
        with pytest.raises(NotFound):
            await site_setting.set_legal_page(context, admin, page, language, "x")


CALLS = {
    "change": lambda context, actor: site_setting.change(context, actor, {"tagline": "x"}),
    "legal_source": lambda context, actor: site_setting.legal_source(context, actor, "terms", "en"),
    "set_legal_page": lambda context, actor: site_setting.set_legal_page(context, actor, "terms", "en", "x"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_only_admins_may(context, call):
    with pytest.raises(NotLoggedIn):
        await call(context, STRANGER)
    for number, role in enumerate(("user", "creator", "staff_moderator", "staff_finance")):
        with pytest.raises(NotAllowed):
            await call(context, await create_actor(context, f"user{number}", role=role))
    assert await site_setting.get(context) == SiteSettings(site_name="AeThex LIVE")
    await call(context, await admin_of(context))


async def test_a_closed_site_takes_no_registration(context, mailbox):
    await site_setting.change(context, await admin_of(context), {"registration_open": False})
    given = {"username": "ada", "email": "ada@example.test", "password": "correct horse battery"}
    with pytest.raises(NotAllowed) as refused:
        await registration.register(context, STRANGER, **given)
    assert refused.value.code == "registration_closed" and mailbox.mails == []


@pytest.mark.parametrize("text", legal.DEFAULTS.values(), ids=lambda text: text.split("\n")[0])
def test_a_line_of_a_legal_text_is_a_whole_paragraph_heading_or_point(text):
    lines = text.strip().split("\n")
    for line, following in pairwise(lines):
        assert not line or not following or following.startswith("- "), following
