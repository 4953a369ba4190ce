"""Queries for pictures."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, func, select, union_all, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.image import Image
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.image import ID, Kind, address
from aethex_live.errors import NotFound

# Every column that shows a picture by its address. One that is in none of them is swept away.
SHOWN_IN = (
    User.avatar_url,
    User.banner_url,
    Channel.avatar_url,
    Channel.banner_url,
    Channel.poster_url,
    Category.art_url,
)

_TABLE = Image.__table__
_COMPLETE = update(_TABLE).where(_TABLE.c.id == bindparam("image_id")).values(bytes=bindparam("size"))


async def reserve(
    uow: UnitOfWork, kinds: Mapping[str, Kind], uploader_id: UUID | None, now: datetime
) -> set[str]:
    """Write down that pictures come (of what kind, by id), before their files do; gives those that are there."""
    rows = [
        {"id": image_id, "kind": kind, "uploader_id": uploader_id, "bytes": 0, "uploaded_at": now}
        for image_id, kind in sorted(kinds.items())  # in one order, so that nobody waits in a circle
    ]
    row = insert(Image).on_conflict_do_update(index_elements=[Image.id], set_={"uploaded_at": now})
    found = await uow.session.execute(row.returning(Image.id, Image.bytes), rows)
    return {image_id for image_id, size in found if size > 0}


async def complete(uow: UnitOfWork, sizes: Mapping[str, int]) -> None:
    """Write down that all their files are there, and how many bytes they have."""
    rows = [{"image_id": image_id, "size": size} for image_id, size in sorted(sizes.items())]
    await uow.session.execute(_COMPLETE, rows)


async def claim(uow: UnitOfWork, image_id: str, kind: Kind, user_id: UUID) -> str:
    """The address of a picture that this person has uploaded; it stays for the rest of the transaction."""
    query = select(Image.id).where(
        Image.id == image_id, Image.kind == kind, Image.uploader_id == user_id, Image.bytes > 0
    )
    if not ID.fullmatch(image_id) or await uow.session.scalar(query.with_for_update()) is None:
        raise NotFound("This picture is gone. Upload it again.", code="image_gone", field="image")
    return address(kind, image_id)


async def lock_unseen(uow: UnitOfWork, before: datetime, limit: int) -> list[tuple[str, Kind]]:
    """Pictures uploaded before then that nothing shows, locked so that nobody claims them meanwhile."""
    old = select(Image.id).where(Image.uploaded_at < before)
    locked = list(
        await uow.session.scalars(
            old.where(~_shown()).order_by(Image.id).limit(limit).with_for_update(skip_locked=True)
        )
    )
    # Asked again now that they are locked: a claim may have been committed in between.
    still = select(Image.id, Image.kind).where(Image.id.in_(locked), ~_shown())
    return [(image_id, Kind(kind)) for image_id, kind in await uow.session.execute(still)]


async def remove(uow: UnitOfWork, image_ids: list[str]) -> None:
    """Forget them."""
    await uow.session.execute(delete(Image).where(Image.id.in_(image_ids)))


def _shown() -> ColumnElement[bool]:
    shown = union_all(*(select(column).where(column.is_not(None)) for column in SHOWN_IN))
    return func.concat("/images/", Image.kind, "/", Image.id).in_(shown)
