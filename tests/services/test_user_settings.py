"""What people choose for themselves is kept, and nothing else can be written."""

import pytest

from aethex_live.domain.user_settings import Preferences
from aethex_live.errors import InvalidInput, NotLoggedIn
from aethex_live.services import user_settings
from aethex_live.services.context import ANONYMOUS
from tests.support.people import create_actor


async def test_changed_one_by_one(context, happened):
    actor = await create_actor(context)
    assert await user_settings.get_settings(context, actor) == Preferences()
    await user_settings.change_settings(context, actor, theme="light", show_online=False, adult=True)
    changed = await user_settings.change_settings(context, actor, language="de", direct_messages="friends")
    expected = Preferences(
        theme="light", show_online=False, adult=True, language="de", direct_messages="friends"
    )
    assert changed == expected == await user_settings.get_settings(context, actor)
    assert happened.names() == ["user.settings_changed"] * 2


async def test_each_their_own(context):
    ada, bob = await create_actor(context, "ada"), await create_actor(context, "bob")
    await user_settings.change_settings(context, ada, privacy_level="private")
    assert (await user_settings.get_settings(context, bob)).privacy_level == "public"
    for call in (user_settings.get_settings, user_settings.change_settings):
        with pytest.raises(NotLoggedIn):
            await call(context, ANONYMOUS)


@pytest.mark.parametrize(
    "change",
    [
        {"privacy_level": "secret"},
        {"theme": None},
        {"theme": ["dark"]},
        {"language": "xx"},
        {"show_online": "yes"},
        {"email_notifications": 1},
        {"user_id": "x"},
        {"role": "admin"},
        {"two_factor_enabled": False},
    ],
    ids=str,
)
async def test_nothing_else(context, change):
    actor = await create_actor(context)
    with pytest.raises(InvalidInput):
        await user_settings.change_settings(context, actor, **change)
    assert await user_settings.get_settings(context, actor) == Preferences()
