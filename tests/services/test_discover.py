"""Looking around finds what is on and new and followed, and hides what is not for the reader."""

import pytest
import pytest_asyncio

from aethex_live.domain.discover import Sort, Wanted
from aethex_live.domain.stream import Event
from aethex_live.domain.user import Role
from aethex_live.errors import NotAllowed, NotLoggedIn
from aethex_live.services import (
    audit,
    block,
    category,
    channel,
    channel_admin,
    discover,
    follow,
    stream,
    stream_desk,
    user_settings,
)
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.streams import Teller


@pytest_asyncio.fixture(loop_scope="session")
async def root(context):
    return await create_actor(context, "root", role=Role.ADMIN)


async def live_channel(context, owner, slug: str, sequence: int = 1, **plan):
    made = await create_channel(context, owner, slug)
    if plan:
        await stream_desk.change(context, owner, id_of(made), plan)
    await Teller(context, slug).tell(Event.STARTED, broadcast=slug, sequence=sequence)
    context.kept.forget(discover.LIVE)
    return made


def slugs(page) -> list[str]:
    return [each.slug for each in page.data]


async def test_what_is_on_is_narrowed_by_category_tag_and_language(context, ada, root):
    music = await category.create(context, root, name="Music", slug="music", icon="music")
    await category.create(context, root, name="Jazz", slug="jazz", icon="music", parent=music.slug)
    await live_channel(context, ada, "owls", 1, category="jazz", tags=["vinyl"], language="de")
    await live_channel(context, ada, "larks", 2)

    async def found(**wanted) -> list[str]:
        return slugs(await discover.live(context, ANONYMOUS, Wanted(**wanted)))

    assert sorted(await found()) == ["larks", "owls"]
    assert await found(category="music") == await found(category="jazz") == ["owls"]
    assert await found(tag="vinyl") == await found(language="de") == ["owls"]
    assert await found(category="nowhere") == []
    busy = await discover.busy_categories(context)
    assert [(each.category.slug, each.streams) for each in busy] == [("music", 1)]


async def test_cards_change_places_only_now_and_then(context, ada, clock):
    newest = Wanted(sort=Sort.NEWEST)

    async def shown() -> list[str]:
        return [each.slug for each in (await discover.shelf(context, newest, 5))[0]]

    await live_channel(context, ada, "owls", 1)
    assert await shown() == ["owls"]
    clock.forward(seconds=60)
    await live_channel(context, ada, "larks", 2)
    assert await shown() == ["owls", "larks"]
    context.kept.forget(f"{discover.PLACES} {newest.query}")
    assert await shown() == ["larks", "owls"]


async def test_new_channels_are_narrowed_in_the_same_way(context, ada, root):
    music = await category.create(context, root, name="Music", slug="music", icon="music")
    await category.create(context, root, name="Jazz", slug="jazz", icon="music", parent=music.slug)
    await create_channel(context, ada, "owls", category="jazz", tags=["vinyl"], language="de")
    await create_channel(context, ada, "larks")
    await create_channel(context, ada, "bats", mature=True)

    async def found(**wanted) -> list[str]:
        page = await discover.newest(context, ANONYMOUS, Wanted(**wanted))
        assert page.total == len(page.data)
        return slugs(page)

    assert await found() == ["larks", "owls"]
    assert await found(adult=True) == ["bats", "larks", "owls"]
    assert await found(category="music") == await found(tag="vinyl") == await found(language="de") == ["owls"]


async def test_what_is_for_adults_is_for_those_who_said_so(context, ada, bob):
    await live_channel(context, ada, "owls", mature=True)
    assert slugs(await discover.live(context, bob)) == []
    assert slugs(await discover.live(context, bob, Wanted(adult=True))) == ["owls"]
    await user_settings.change_settings(context, bob, adult=True)
    assert slugs(await discover.live(context, bob)) == ["owls"]
    assert (await discover.front(context)).featured == ()


async def test_blocked_people_are_nowhere(context, ada, bob):
    await live_channel(context, ada, "owls")
    await follow.follow(context, bob, "owls")
    await block.block(context, bob, "ada")
    assert slugs(await discover.live(context, bob)) == slugs(await discover.newest(context, bob)) == []
    assert slugs(await discover.following(context, bob)) == []
    assert await discover.for_you(context, bob) == []
    assert await discover.hidden_channels(context, bob) == ["owls"]
    assert slugs(await discover.live(context, ANONYMOUS)) == ["owls"]


async def test_hidden_channels_and_held_streams_are_not_found(context, ada, root):
    made = await live_channel(context, ada, "owls")
    await create_channel(context, ada, "larks")
    await stream_desk.change(context, ada, id_of(made), {"hold": True})
    await channel_admin.suspend(context, root, id_of(made), reason="Because.")
    context.kept.forget(discover.LIVE)
    assert slugs(await discover.live(context, ANONYMOUS)) == []
    assert slugs(await discover.newest(context, ANONYMOUS)) == ["larks"]
    assert await stream.on_air_with_channels(context) == []


async def test_what_one_follows_begins_with_what_is_on(context, ada, bob):
    for slug in ("owls", "larks"):
        await create_channel(context, ada, slug)
    await live_channel(context, ada, "swifts")
    for slug in ("owls", "swifts", "larks"):
        await follow.follow(context, bob, slug)
    found = await discover.following(context, bob)
    assert slugs(found)[0] == "swifts" and sorted(slugs(found)[1:]) == ["larks", "owls"]
    assert [each.now is not None for each in found.data] == [True, False, False]
    with pytest.raises(NotLoggedIn):
        await discover.following(context, ANONYMOUS)


async def test_admins_choose_what_is_featured(context, ada, root):
    await live_channel(context, ada, "larks", 1)
    made = await live_channel(context, ada, "owls", 2)
    with pytest.raises(NotAllowed):
        await channel_admin.feature(context, ada, id_of(made), True)
    assert (await channel_admin.feature(context, root, id_of(made), True)).featured
    context.kept.forget(discover.LIVE)
    assert [each.slug for each in (await discover.front(context)).featured] == ["owls"]
    first = await discover.live(context, ANONYMOUS, Wanted(sort=Sort.FEATURED))
    assert slugs(first)[0] == "owls"
    assert not (await channel_admin.feature(context, root, id_of(made), False)).featured
    assert (await discover.front(context)).featured == ()
    assert [each.action for each in (await audit.listing(context, root)).data] == [
        "channel.unfeatured",
        "channel.featured",
    ]


async def test_the_numbers_of_the_site_are_true(context, ada, bob):
    await live_channel(context, ada, "owls")
    await create_channel(context, ada, "larks")
    await follow.follow(context, bob, "larks")
    front = await discover.front(context)
    assert (front.channels, front.people, front.live, front.viewers) == (2, 1, 1, 0)
    assert [(each.listed.slug, each.followers) for each in front.creators] == [("larks", 1)]
    assert [each.slug for each in front.newest] == ["owls", "larks"]


async def test_private_people_are_not_among_the_top_creators(context, ada, bob):
    await create_channel(context, ada, "owls")
    await follow.follow(context, bob, "owls")
    await user_settings.change_settings(context, ada, privacy_level="private")
    assert (await discover.front(context)).creators == ()


async def test_streams_and_their_channels_come_in_one_question(context, ada):
    await live_channel(context, ada, "owls", 1)
    await live_channel(context, ada, "larks", 2)
    found = {each.slug: with_it for each, with_it in await stream.on_air_with_channels(context)}
    assert {slug: with_it.slug for slug, with_it in found.items()} == {"owls": "owls", "larks": "larks"}
    assert found["owls"] == await channel.by_slug(context, "owls")
