"""Pictures are kept when they are sent, shown when they are claimed, swept away when nothing shows them."""

import asyncio
from dataclasses import replace

import pytest

from aethex_live.domain.image import Crop, Format, Kind, image_id
from aethex_live.errors import InvalidInput, NotFound, NotLoggedIn, TooMany
from aethex_live.integrations.image_maker import ImageMaker
from aethex_live.services import channel, image
from tests.support.accounts import STRANGER
from tests.support.channels import create_channel, id_of, upload
from tests.support.pictures import opened, picture


async def read(context, sent_id: str, width: int | None = None, kind: str = "avatar"):
    return await image.read(context, kind, sent_id, width, Format.WEBP)


async def test_a_picture_can_be_read_by_everybody_in_its_sizes(context, ada):
    context = replace(context, images=ImageMaker())
    sent = await image.upload(context, ada, Kind.AVATAR, picture(), Crop(0, 0, 200, 200))
    assert sent.url == f"/images/avatar/{sent.id}"
    assert opened(await read(context, sent.id)).size == (256, 256)
    assert opened(await read(context, sent.id, 64)).size == (64, 64)
    assert await image.upload(context, ada, Kind.AVATAR, picture(), Crop(0, 0, 200, 200)) == sent


@pytest.mark.parametrize(
    ("kind", "name", "width"),
    [
        ("avatar", None, 65),
        ("avatar", None, -1),
        ("banner", None, None),
        ("nothing", None, None),
        ("avatar", "../../secrets.env", None),
        ("avatar", "0" * 32, None),
        ("avatar", "\0", None),
    ],
)
async def test_nothing_else_can_be_read(context, ada, kind, name, width):
    sent = await image.upload(context, ada, Kind.AVATAR, picture())
    with pytest.raises(NotFound):
        await read(context, name or sent.id, width, kind)


async def test_what_cannot_be_read_leaves_nothing(context, ada):
    context = replace(context, images=ImageMaker())
    with pytest.raises(InvalidInput):
        await image.upload(context, ada, Kind.AVATAR, b"<svg/>")
    with pytest.raises(InvalidInput):
        await image.upload(context, ada, Kind.AVATAR, picture()[:150])
    assert await image.sweep(context) == 0


class FullStore:
    """A store on a disk that is full."""

    async def put(self, name: str, data: bytes) -> None:
        raise OSError("No space left on device")


async def test_a_picture_that_broke_off_cannot_be_claimed_until_it_is_sent_again(context, ada):
    made = await create_channel(context, ada)
    with pytest.raises(OSError, match="No space"):
        await image.upload(replace(context, store=FullStore()), ada, Kind.AVATAR, picture())
    broken = image_id(picture(), Kind.AVATAR, None, str(ada.user_id))
    with pytest.raises(NotFound, match="Upload it again"):
        await channel.set_image(context, ada, id_of(made), Kind.AVATAR, broken)
    sent = await image.upload(context, ada, Kind.AVATAR, picture())
    await channel.set_image(context, ada, id_of(made), Kind.AVATAR, sent.id)
    assert await read(context, sent.id)


async def test_the_sweep_takes_what_nothing_has_shown_for_a_day(context, ada, clock):
    made = await create_channel(context, ada)
    shown, replaced, unseen = (
        await upload(context, ada, Kind.POSTER),
        await upload(context, ada, Kind.BANNER),
        await upload(context, ada, Kind.AVATAR),
    )
    for kind, sent_id in ((Kind.POSTER, shown), (Kind.BANNER, replaced), (Kind.BANNER, None)):
        await channel.set_image(context, ada, id_of(made), kind, sent_id)
    clock.forward(hours=24)
    assert await image.sweep(context) == 0
    clock.forward(seconds=1)
    assert await image.sweep(context) == 2
    assert await read(context, shown, kind="poster")
    for kind, sent_id in (("banner", replaced), ("avatar", unseen)):
        with pytest.raises(NotFound):
            await read(context, sent_id, kind=kind)
        with pytest.raises(NotFound, match="Upload it again"):
            await channel.set_image(context, ada, id_of(made), Kind(kind), sent_id)
    await upload(context, ada, Kind.AVATAR)
    assert await read(context, unseen)


async def test_a_sweep_and_a_claim_at_once_never_leave_a_channel_with_a_picture_that_is_gone(
    context, ada, clock
):
    made = [await create_channel(context, ada, f"channel-{number}") for number in range(4)]
    sent = [
        (await image.upload(context, ada, Kind.AVATAR, picture(), Crop(number, 0, 200, 200))).id
        for number in range(4)
    ]
    clock.forward(days=2)
    claims = [
        channel.set_image(context, ada, id_of(each), Kind.AVATAR, sent_id)
        for each, sent_id in zip(made, sent, strict=True)
    ]
    sweeps = [image.sweep(context) for _ in range(3)]
    results = await asyncio.gather(*claims[:2], *sweeps, *claims[2:], return_exceptions=True)
    assert all(isinstance(result, NotFound) for result in results if isinstance(result, BaseException))
    for each in await channel.mine(context, ada):
        if each.own_avatar:
            assert await read(context, each.channel.avatar_url.rpartition("/")[2])


async def test_a_person_can_send_only_so_many(context, ada, bob):
    await image.upload(context, ada, Kind.AVATAR, picture())
    attempts = (image.upload(context, ada, Kind.AVATAR, picture()) for _ in range(35))
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert sum(isinstance(result, TooMany) for result in results) == 6
    await image.upload(context, bob, Kind.AVATAR, picture())


async def test_strangers_send_nothing(context):
    with pytest.raises(NotLoggedIn):
        await image.upload(context, STRANGER, Kind.AVATAR, picture())
