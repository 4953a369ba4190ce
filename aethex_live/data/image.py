"""Queries for pictures."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, union_all, update
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


async def reserve(
    uow: UnitOfWork, image_id: str, kind: Kind, uploader_id: UUID | None, now: datetime
) -> bool:
    """Write down that the picture comes, before its files do; whether it is there already."""
    row = insert(Image).values(id=image_id, kind=kind, uploader_id=uploader_id, bytes=0, uploaded_at=now)
    row = row.on_conflict_do_update(index_elements=[Image.id], set_={"uploaded_at": now})
    return (await uow.session.execute(row.returning(Image.bytes))).scalar_one() > 0


async def complete(uow: UnitOfWork, image_id: str, size: int) -> None:
    """Write down that all its files are there."""
    await uow.session.execute(update(Image).where(Image.id == image_id).values(bytes=size))


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
