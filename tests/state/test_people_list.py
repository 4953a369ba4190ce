"""Lists of people: a press follows the person of the row, and nobody else."""

from aethex_live.services import user_follow
from aethex_live.services.context import Context
from aethex_live.state.people_list import UserFollows
from tests.state.doors import Browser
from tests.support.accounts import create_member, log_in
from tests.support.people import actor_of, create_actor


async def test_a_press_in_a_list_follows_the_person_of_the_row(context: Context):
    await create_actor(context, "ada")
    await create_actor(context, "else")
    fan = await create_actor(context, "fan")
    await user_follow.follow(context, fan, "ada")
    reader = actor_of((await create_member(context, "reader")).id)
    browser = Browser(await log_in(context, "reader"), handle="ada")
    await browser.call(UserFollows, "load")
    for username, wanted in (("fan", True), ("fan", True), ("else", True)):
        await browser.call(UserFollows, "press", username, wanted)
    (row,) = browser.state(UserFollows).followers
    assert (row["username"], row["following"], row["answered"]) == ("fan", True, 2)
    assert [each.username for each in (await user_follow.mine(context, reader)).data] == ["fan"]


async def test_a_stranger_logs_in_first(context: Context):
    await create_actor(context, "ada")
    await user_follow.follow(context, await create_actor(context, "fan"), "ada")
    browser = Browser(None, handle="ada")
    await browser.call(UserFollows, "load")
    assert "/login" in await browser.call(UserFollows, "press", "fan", True)
