"""A new site is filled once, and a site that somebody lives in never."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from aethex_live.data import demo as demo_data
from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.chat import Badge
from aethex_live.domain.image import SHAPES, Format
from aethex_live.services import (
    category,
    channel,
    channel_admin,
    chat,
    demo,
    first_categories,
    follow,
    image,
    log_in,
    profile,
    stream_key,
)
from aethex_live.services.context import Actor
from aethex_live.services.demo_history import HISTORY
from aethex_live.services.log_in import WrongLogIn
from tests.support.accounts import STRANGER, actor_with
from tests.support.people import create_actor

SEVERAL = 3


class Sketcher:
    """An Artist who hands in empty sheets, and counts them."""

    def __init__(self) -> None:
        self.pieces = []

    async def draw(self, piece):
        self.pieces.append(piece)
        return {(SHAPES[piece.kind].widths[0], Format.WEBP): b"sheet"}


class Shelf:
    """An ObjectStore in memory."""

    def __init__(self) -> None:
        self.objects = {}

    async def put(self, name, data):
        self.objects[name] = data

    async def get(self, name):
        return self.objects.get(name)

    async def remove_below(self, prefix):
        self.objects = {name: data for name, data in self.objects.items() if not name.startswith(prefix)}


@pytest.fixture
def artist() -> Sketcher:
    return Sketcher()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def context(context, shelf):
    return replace(context, store=shelf)


@pytest.fixture
async def made(context, rows):
    """The demo is there, though several have begun to make it at once: what it gave, and who drew for them."""
    return await rows.kept("demo", lambda: seed_at_once(context))


@pytest.fixture
def log_ins(made):
    return made[0]


async def seed_at_once(context):
    artist = Sketcher()
    results = await asyncio.gather(*(demo.seed(context, artist) for _ in range(SEVERAL)))
    (log_ins,) = [each for each in results if each is not None]
    return log_ins, artist


async def test_a_new_site_gets_people_channels_categories_and_log_ins(context, made):
    log_ins, artist = made
    shown = await channel.listing(context)
    assert shown.total == 28
    tree = await category.tree(context)
    assert len(tree) == 14 and sum(top.channels for top in tree) == 28
    assert all(each.art_url and each.description for top in tree for each in (top, *top.children))
    for each in shown.data:
        assert each.avatar_url and each.banner_url and each.poster_url and each.description and each.tags
        page = await profile.by_username(context, STRANGER, each.owner.username)
        assert page.whole and page.bio and page.avatar_url and each in page.channels
        _, kind, image_id = each.poster_url.strip("/").split("/")
        assert await image.read(context, kind, image_id, 320, Format.WEBP) == b"sheet"
    drawn = Counter(artist.pieces)
    assert len(drawn) == 110 and max(drawn.values()) <= SEVERAL
    assert [each.username for each in log_ins] == list(demo.LOG_INS)


async def test_the_log_ins_work_and_have_their_roles(context, log_ins):
    assert len({each.password for each in log_ins}) == 5
    actors = {}
    for each in log_ins:
        entered = await log_in.log_in(
            context, STRANGER, identifier=each.username, password=each.password, user_agent=""
        )
        actors[each.username] = await actor_with(context, entered.token)
        assert each.password not in repr(each)
    assert [actor.role for actor in actors.values()] == [
        "admin",
        "staff_moderator",
        "creator",
        "creator",
        "user",
    ]
    assert (await channel_admin.search(context, actors["tomas_m"])).total == 28
    lumen = actors["lumen"]
    (key,) = await stream_key.listing(context, lumen, (await channel.mine(context, lumen))[0].channel.id)
    shown = await stream_key.reveal(context, lumen, key.id)
    assert (await stream_key.authorise_publish(context, shown.secret)).slug == "lumen-after-dark"


async def test_channels_have_followers_roles_and_a_past(context, log_ins):
    for each in (await channel.listing(context)).data:
        standing = await follow.standing(context, STRANGER, each.slug)
        assert 12 <= standing.followers <= 64
    said = await chat.page(context, "lumen-after-dark")
    lines = [line.partition(": ")[2] for line in HISTORY["lumen-after-dark"]]
    assert [message.text for message in said] == lines
    assert {badge for message in said for badge in message.badges} >= {Badge.OWNER, Badge.MODERATOR}
    async with context.transaction() as uow:
        people = await demo_data.people(uow)
    kestrel = Actor(user_id=people["kestrel"])
    assert (await chat.place(context, kestrel, "lumen-after-dark")).role is ChannelRole.MODERATOR


async def test_people_without_a_password_cannot_be_logged_in_as(context, log_ins):
    for password in ("", "None", "demo"):
        with pytest.raises(WrongLogIn):
            await log_in.log_in(context, STRANGER, identifier="orbital", password=password, user_agent="")


async def test_several_at_once_fill_it_once(context, artist, log_ins):
    assert (await channel.listing(context)).total == 28
    assert await demo.seed(context, artist) is None and artist.pieces == []


async def test_what_was_deleted_does_not_come_back_and_what_is_shown_stays(context, artist, log_ins, clock):
    admin = await create_actor(context, "root_1", role="admin")
    cooking = await category.by_slug(context, "cooking")
    await category.remove(context, admin, cooking.id)
    assert await demo.seed(context, artist) is None
    assert len(await category.tree(context)) == 13
    clock.forward(days=30)
    assert await image.sweep(context) == 1, "only the picture of the category that is gone"


@pytest.mark.parametrize("why", ["people", "production"])
async def test_a_site_in_earnest_gets_categories_and_nothing_else(context, artist, why):
    if why == "people":
        await create_actor(context)
    else:
        context = replace(context, settings=replace(context.settings, production=True))
    assert await demo.seed(context, artist) is None
    assert len(artist.pieces) == len(set(artist.pieces)) == 27, "one for each category"
    assert len(await category.tree(context)) == 14
    assert (await channel.listing(context)).total == 0


async def test_categories_of_ones_own_are_left_alone(context, artist):
    admin = await create_actor(context, "root_1", role="admin")
    await category.create(context, admin, name="Chess", slug="chess", icon="castle")
    assert await first_categories.make(context, artist) is False
    assert [each.slug for each in await category.tree(context)] == ["chess"]
