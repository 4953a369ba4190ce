"""Forms show everything that is wrong at once, and forget nothing of it because of what is typed elsewhere."""

import json

import pytest

from aethex_live.errors import MARK
from aethex_live.state.account_form import AccountForm
from aethex_live.state.channel import FREE, ChannelForm
from aethex_live.state.site_desk import SiteDesk
from tests.state.doors import Browser
from tests.support.accounts import create_member, log_in
from tests.support.channels import create_channel
from tests.support.http import client
from tests.support.people import actor_of


@pytest.fixture
async def browser(context):
    member = await create_member(context, "ada")
    await create_channel(context, actor_of(member.id))
    return Browser(await log_in(context, "ada"))


async def test_a_form_at_the_door_shows_all_that_the_server_told():
    form = Browser(None)
    fields = [{"field": "email", "message": "No address."}, {"field": "password", "message": "Too short."}]
    await form.call(AccountForm, "refuse", {"field": "email", "message": "No address.", "fields": fields})
    assert form.state(AccountForm).errors == {"email": "No address.", "password": "Too short."}
    await form.call(AccountForm, "look_up_name", "")
    assert "email" in form.state(AccountForm).errors, "typing elsewhere takes nothing away"
    for odd in ({"fields": 3}, {"fields": ["x", None]}, {}):
        await form.call(AccountForm, "refuse", odd)
        assert form.state(AccountForm).errors == {"form": ""}


async def test_programs_are_told_all_that_is_wrong(context):
    wrong = {"username": "a", "email": "nowhere", "password": "short"}
    async with client(context) as web:
        answer = await web.post("/auth/register", json=wrong, headers={"Origin": context.settings.base_url})
    told = answer.json()
    assert (answer.status_code, told["field"], told["code"]) == (422, "username", "username_form")
    assert [each["field"] for each in told["fields"]] == ["username", "email", "password"]
    assert told["fields"][2]["parts"][1] == {"least": 10}


async def test_a_new_channel_gets_an_address_of_its_name_until_somebody_types_one(browser):
    state = browser.state(ChannelForm)
    await browser.call(ChannelForm, "begin")
    for name, made in (
        ("Späte Vögel", "spate-vogel"),
        ("Night Owls", "night-owls-live"),  # taken
        ("日本語", "ada"),
        ("Qi", "qi-live"),
        ("", ""),
    ):
        await browser.call(ChannelForm, "suggest_slug", name)
        assert (state.proposed, state.slug_status) == (made, FREE if made else "")
    await browser.call(ChannelForm, "look_up_slug", "night-owls")
    await browser.call(ChannelForm, "suggest_slug", "Something else")
    assert (state.proposed, list(state.errors)) == ("", ["slug"])
    await browser.call(ChannelForm, "create", {"name": "", "slug": "night-owls", "language": "en"})
    assert list(state.errors) == ["slug", "name"]
    await browser.call(ChannelForm, "use_suggestion", "not-offered")
    assert state.chosen == ""
    await browser.call(ChannelForm, "use_suggestion", state.suggestions[0])
    assert (state.chosen, state.suggestions, list(state.errors)) == ("night-owls-live", [], ["name"])


async def test_the_settings_of_the_site_are_told_a_number_from_a_word(context):
    await create_member(context, "root", role="admin")
    desk = Browser(await log_in(context, "root"))
    await desk.call(SiteDesk, "save", {"minimum_age": "old", "contact_email": "nowhere"})
    errors = desk.state(SiteDesk).errors
    assert errors == {
        "minimum_age": "Give a number.",
        "channels_per_person": "Give a number.",
        "contact_email": "This is not an e-mail address.",
    }
    await desk.call(SiteDesk, "save", {"minimum_age": "400", "channels_per_person": "3"})
    assert json.loads(desk.state(SiteDesk).errors["minimum_age"].removeprefix(MARK))[1]["most"] == 99
