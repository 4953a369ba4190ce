"""Search finds what everybody may see, by its own words, forgives errors, and forgets what is closed."""

from datetime import timedelta

import pytest

from aethex_live.data import block
from aethex_live.domain.page import PageRequest
from aethex_live.domain.search import Kind
from aethex_live.domain.stream import Event
from aethex_live.services import category, channel, profile, search, stream_desk, user_admin, user_settings
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor, create_user
from tests.support.streams import Teller


async def slugs(context, text: str, actor=ANONYMOUS, **options) -> list[str]:
    answer = await search.search(context, actor, text, **options)
    return [hit.slug for hit in answer.page.data]


@pytest.mark.parametrize(
    "text", ["Neon", "neon city", "NÉON", "city ne", "neoncity", "n", "synth", "late-night"]
)
async def test_a_channel_is_found_by_its_words_and_their_beginnings(context, ada, text: str):
    await create_channel(
        context,
        ada,
        "neon-city",
        tags=["synthwave"],
        description="Music for late nights and late-night trains.",
    )
    assert await slugs(context, text, kind=Kind.CHANNEL) == ["neon-city"]


async def test_the_exact_name_comes_first_then_what_is_better_described(context, ada):
    await create_channel(context, ada, "speedruns", name="Speedruns of Ada")
    await create_channel(
        context, ada, "other", name="Other", description="Not about chess at all: speedruns."
    )
    await create_channel(context, ada, "the-one", name="Speedruns")
    assert await slugs(context, "speedruns", kind=Kind.CHANNEL) == ["the-one", "speedruns", "other"]


async def test_errors_are_forgiven_once_the_words_are_learnt(context, ada):
    await create_channel(context, ada, "neon-city")
    await search.refresh(context)
    for typed in ("citty", "neno city", "noen"):
        answer = await search.search(context, ANONYMOUS, typed, kind=Kind.CHANNEL)
        assert [hit.slug for hit in answer.page.data] == ["neon-city"], typed
    assert answer.instead == "neon"
    assert (await search.search(context, ANONYMOUS, "xylophone")).page.data == ()


async def test_what_changes_is_found_by_its_new_words_only(context, ada):
    made = await create_channel(context, ada, "neon-city")
    await channel.edit(context, ada, id_of(made), {"name": "Quiet Harbour", "slug": "harbour"})
    assert await slugs(context, "neon", kind=Kind.CHANNEL) == []
    assert await slugs(context, "quiet", kind=Kind.CHANNEL) == ["harbour"]


async def test_what_is_closed_is_not_found(context, ada, clock):
    root = await create_actor(context, "root_1", role="admin")
    made = await create_channel(context, ada, "neon-city")
    await channel.delete(context, ada, id_of(made), "neon-city")
    assert await slugs(context, "neon") == []
    await channel.restore(context, ada, id_of(made))
    assert await slugs(context, "neon") == ["neon-city"]
    until = clock() + timedelta(days=1)
    await user_admin.suspend_user(context, root, ada.user_id, reason="Spam, again.", until=until)
    assert await slugs(context, "neon") == [] == await slugs(context, "ada")
    clock.forward(days=2)
    await search.refresh(context)
    assert await slugs(context, "neon") == ["neon-city"]


async def test_private_people_and_those_without_a_confirmed_address_are_not_found(context, ada):
    await create_user(context, "adaline", email_verified_at=None)
    assert await slugs(context, "ada", kind=Kind.PERSON) == ["ada"]
    await user_settings.change_settings(context, ada, privacy_level="private")
    await profile.edit(context, ada, {"bio": "Ada who writes programs"})
    await search.refresh(context)
    assert await slugs(context, "ada") == []


async def test_somebody_blocked_is_not_found_by_the_one_who_blocks(context, ada, bob):
    await create_channel(context, ada, "neon-city")
    async with context.transaction() as uow:
        await block.add(uow, bob.user_id, ada.user_id, context.clock())
    assert await slugs(context, "neon", bob) == [] == await slugs(context, "ada", bob)
    assert await slugs(context, "neon") == ["neon-city"]


async def test_a_stream_is_found_while_it_is_on_and_its_channel_is_first(context, ada):
    for slug in ("neon-night", "neon-city", "neon-days"):
        made = await create_channel(context, ada, slug)
        await stream_desk.change(context, ada, id_of(made), {"title": f"Chess at {slug}"})
    teller = Teller(context, "neon-city")
    await teller.tell(Event.STARTED)
    assert await slugs(context, "chess") == ["neon-city"]
    assert (await slugs(context, "neon", kind=Kind.CHANNEL))[0] == "neon-city"
    await teller.tell(Event.ENDED)
    assert await slugs(context, "chess") == []


async def test_categories_are_found_and_forgotten(context):
    root = await create_actor(context, "root_1", role="admin")
    made = await category.create(context, root, name="Board games", slug="board-games", icon="gamepad-2")
    await create_channel(context, root, "checkmates", category="board-games")
    assert await slugs(context, "board") == ["board-games", "checkmates"]
    renamed = {"name": "Puzzles", "slug": "puzzles", "icon": "gamepad-2", "description": "", "parent": None}
    await category.edit(context, root, made.id, **renamed)
    assert await slugs(context, "puzzle") == ["puzzles", "checkmates"]
    await category.remove(context, root, made.id)
    assert await slugs(context, "puzzle", kind=Kind.CATEGORY) == []


async def test_pages_follow_each_other(context):
    root = await create_actor(context, "root_1", role="admin")
    for number in range(5):
        await category.create(context, root, name=f"Neon {number}", slug=f"neon-{number}", icon="gamepad-2")
    pages = [await slugs(context, "neon", request=PageRequest(page, 2)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({slug for page in pages for slug in page}) == 5


@pytest.mark.parametrize("text", ["", " ", "'", "a' | 'b", ":*", "\0", "%", "💥", "\ud800", "x" * 10_000])
async def test_any_text_gets_an_answer(context, text: str):
    assert await slugs(context, text) == []
    assert await search.suggest(context, ANONYMOUS, text) == ()
