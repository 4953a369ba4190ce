"""Categories: two levels in an order, read by everybody, edited by admins and nobody else."""

import asyncio
from uuid import uuid4

import pytest

from aethex_live.domain.audit import Action
from aethex_live.domain.image import Kind
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import audit, category, channel
from tests.support.accounts import STRANGER
from tests.support.channels import create_channel, id_of, upload
from tests.support.database import AT_ONCE
from tests.support.people import create_actor


async def admin_of(context):
    return await create_actor(context, "root_1", role="admin")


async def add(context, actor, slug: str, parent: str | None = None):
    return await category.create(
        context, actor, name=slug.title(), slug=slug, icon="gamepad-2", parent=parent
    )


def form(**changes):
    return {
        "name": "Games",
        "slug": "games",
        "icon": "gamepad-2",
        "description": "",
        "parent": None,
        **changes,
    }


async def test_the_tree_has_two_levels_in_their_order_and_counts_public_channels(context):
    admin = await admin_of(context)
    for slug, parent in (("games", None), ("music", None), ("retro", "games"), ("speedruns", "games")):
        await add(context, admin, slug, parent)
    for number, where in enumerate(("games", "retro", "retro", None)):
        await create_channel(context, admin, f"channel-{number}", category=where)
    await channel.delete(context, admin, (await channel.mine(context, admin))[2].channel.id, "channel-2")
    games, music = await category.tree(context)
    assert [(each.slug, each.channels) for each in (games, music)] == [("games", 2), ("music", 0)]
    assert [(each.slug, each.channels) for each in games.children] == [("retro", 1), ("speedruns", 0)]
    assert [each.slug for each in await category.popular(context)] == ["games"]
    assert (await category.by_slug(context, "retro")).parent_id == games.id
    with pytest.raises(NotFound):
        await category.by_slug(context, "\0")


async def test_a_third_level_and_circles_are_refused(context):
    admin = await admin_of(context)
    games, retro = await add(context, admin, "games"), None
    retro = await add(context, admin, "retro", "games")
    await add(context, admin, "music")
    with pytest.raises(Conflict, match="two levels"):
        await add(context, admin, "older", "retro")
    with pytest.raises(Conflict, match="two levels"):
        await category.edit(context, admin, games.id, **form(parent="music"))
    with pytest.raises(Conflict, match="below itself"):
        await category.edit(context, admin, games.id, **form(parent="games"))
    with pytest.raises(NotFound):
        await category.edit(context, admin, games.id, **form(parent="nothing"))
    moved = await category.edit(context, admin, retro.id, **form(name="Retro", slug="retro", parent="music"))
    assert moved.parent_id == (await category.by_slug(context, "music")).id


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"slug": "a b"}, "slug"),
        ({"icon": "<svg>"}, "icon"),
        ({"description": "x" * 501}, "description"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(context, changes, field):
    admin = await admin_of(context)
    games = await add(context, admin, "games")
    with pytest.raises(InvalidInput) as refused:
        await category.edit(context, admin, games.id, **form(**changes))
    assert refused.value.field == field
    assert await category.by_slug(context, "games") == games


async def test_many_who_add_one_at_once_leave_one_and_positions_never_meet(context):
    admin = await admin_of(context)
    attempts = [add(context, admin, f"slug-{number // 2}") for number in range(AT_ONCE)]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert [r.code for r in results if isinstance(r, BaseException)] == ["slug_taken"] * (AT_ONCE // 2)
    assert sorted(each.position for each in await category.tree(context)) == list(range(AT_ONCE // 2))


async def test_the_order_is_set_for_a_whole_level_or_not_at_all(context):
    admin = await admin_of(context)
    ids = [(await add(context, admin, slug)).id for slug in ("games", "music", "talk")]
    tree = await category.reorder(context, admin, [ids[2], ids[0], ids[1]])
    assert [each.slug for each in tree] == ["talk", "games", "music"]
    for wrong in ([ids[0]], [ids[0], ids[1], ids[1]], [*ids, uuid4()], []):
        with pytest.raises(Conflict, match="have changed"):
            await category.reorder(context, admin, wrong)
    assert await category.tree(context) == tree


async def test_removing_keeps_channels_and_refuses_to_orphan_categories(context):
    admin = await admin_of(context)
    games, retro = await add(context, admin, "games"), await add(context, admin, "retro", "games")
    made = await create_channel(context, admin, category="retro")
    with pytest.raises(Conflict, match="below this one"):
        await category.remove(context, admin, games.id)
    await category.remove(context, admin, retro.id)
    await category.remove(context, admin, games.id)
    assert await category.tree(context) == ()
    assert (await channel.managed(context, admin, id_of(made))).channel.category is None


async def test_every_edit_is_in_the_log(context):
    admin = await admin_of(context)
    games = await add(context, admin, "games")
    await category.edit(context, admin, games.id, **form(name="Play", slug="play"))
    await category.set_art(context, admin, games.id, await upload(context, admin, Kind.ART))
    assert (await category.by_slug(context, "play")).art_url.startswith("/images/art/")
    await category.reorder(context, admin, [games.id])
    await category.remove(context, admin, games.id)
    log = await audit.listing(context, admin)
    assert [entry.action for entry in reversed(log.data)] == [
        Action.CATEGORY_CREATED,
        Action.CATEGORY_EDITED,
        Action.CATEGORY_EDITED,
        Action.CATEGORIES_ORDERED,
        Action.CATEGORY_REMOVED,
    ]
    assert log.data[3].details == {"before": {"name": "Games", "slug": "games"}}
    assert {(entry.actor_name, entry.subject.id) for entry in log.data} == {("root_1", str(games.id))}


CALLS = {
    "create": lambda context, actor, key: add(context, actor, "other"),
    "edit": lambda context, actor, key: category.edit(context, actor, key, **form()),
    "set_art": lambda context, actor, key: category.set_art(context, actor, key, None),
    "reorder": lambda context, actor, key: category.reorder(context, actor, [key]),
    "remove": lambda context, actor, key: category.remove(context, actor, key),
    "upload of art": lambda context, actor, key: upload(context, actor, Kind.ART),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_only_admins_may(context, call):
    admin = await admin_of(context)
    games = await add(context, admin, "games")
    with pytest.raises(NotLoggedIn):
        await call(context, STRANGER, games.id)
    for number, role in enumerate(("user", "creator", "staff_moderator", "staff_finance")):
        with pytest.raises(NotAllowed):
            await call(context, await create_actor(context, f"user{number}", role=role), games.id)
    assert await category.tree(context) == (games,)
    await call(context, admin, games.id)
    for missing in ("edit", "set_art", "remove"):
        with pytest.raises(NotFound):
            await CALLS[missing](context, admin, uuid4())
