"""Pictures: sent by people, shown by us in sizes of our own."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from aethex_live.data import image as images
from aethex_live.domain import image as rules
from aethex_live.domain.art import Piece
from aethex_live.domain.image import SHAPES, Crop, Format, Image, Kind
from aethex_live.domain.user import Duty
from aethex_live.errors import NotFound
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require
from aethex_live.services.ports import Artist
from aethex_live.services.throttle import limit, spend

UNSEEN_KEPT = timedelta(hours=24)  # time to finish the form that a picture was uploaded for
SWEPT_AT_ONCE = 200


async def upload(context: Context, actor: Actor, kind: Kind, data: bytes, crop: Crop | None = None) -> Image:
    """Take a picture in; put it somewhere with the id within a day (`profile.set_image` and the like).

    `data` is the file as it was sent. Without a crop, as much as fits is kept from the middle.
    """
    user_id = actor.required()
    if kind is Kind.ART:
        require(actor, Duty.EDIT_SITE)
    source = rules.sniff(data)
    image_id = rules.image_id(data, kind, crop, str(user_id))
    image = Image(image_id, kind, rules.address(kind, image_id))
    await spend(context, limit("image.user", user_id, 30, timedelta(minutes=1)))
    async with context.transaction() as uow:
        if await images.reserve(uow, {image_id: kind}, user_id, context.clock()):
            return image
    sizes = await context.images.make(data, source, kind, crop)
    size = await _store(context, image, sizes)
    async with context.transaction() as uow:
        await images.complete(uow, {image_id: size})
    return image


async def draw(context: Context, artist: Artist, pieces: Sequence[Piece]) -> list[Image]:
    """Have pictures drawn that the site itself shows; those that are there already are not drawn again."""
    drawings = [_drawing(piece) for piece in pieces]
    async with context.transaction() as uow:
        kinds = {each.id: each.kind for each in drawings}
        there = await images.reserve(uow, kinds, None, context.clock())

    async def hang(image: Image, piece: Piece) -> tuple[str, int]:
        return image.id, await _store(context, image, await artist.draw(piece))

    missing = [pair for pair in zip(drawings, pieces, strict=True) if pair[0].id not in there]
    sizes = await asyncio.gather(*(hang(image, piece) for image, piece in missing))
    if missing:
        async with context.transaction() as uow:
            await images.complete(uow, dict(sizes))
    return drawings


def _drawing(piece: Piece) -> Image:
    image_id = rules.image_id(repr(piece).encode(), piece.kind, None, "the site")
    return Image(image_id, piece.kind, rules.address(piece.kind, image_id))


async def _store(context: Context, image: Image, sizes: dict[tuple[int, Format], bytes]) -> int:
    """Put all files of a picture into the store; gives how many bytes they have."""
    for (width, kept_as), packed in sizes.items():
        await context.store.put(rules.stored_name(image.kind, image.id, width, kept_as), packed)
    return sum(map(len, sizes.values()))


async def read(context: Context, kind: str, image_id: str, width: int | None, kept_as: Format) -> bytes:
    """The file of a picture in one size (None: a middling one); for everybody."""
    if kind not in list(Kind) or not rules.ID.fullmatch(image_id):
        raise NotFound("There is no such picture.")
    shape = SHAPES[Kind(kind)]
    width = width or shape.default
    data = None
    if width in shape.widths:
        data = await context.store.get(rules.stored_name(Kind(kind), image_id, width, kept_as))
    if data is None:
        raise NotFound("There is no such picture.")
    return data


async def sweep(context: Context) -> int:
    """Remove pictures that nothing has shown for a day; gives how many. For a job, not for people."""
    async with context.transaction() as uow:
        unseen = await images.lock_unseen(uow, context.clock() - UNSEEN_KEPT, SWEPT_AT_ONCE)
        # Files first: should we fail in between, the rows remain and the next sweep finds them.
        for image_id, kind in unseen:
            await context.store.remove_below(rules.stored_prefix(kind, image_id))
        await images.remove(uow, [image_id for image_id, _ in unseen])
    return len(unseen)
