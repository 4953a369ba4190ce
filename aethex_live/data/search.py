"""Queries of search: candidates from the documents, then the things themselves, as the reader may see them."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from aethex_live.data import user_follow
from aethex_live.data.channel import is_public
from aethex_live.data.models.block import Block
from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.search_word import SearchWord
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.models.user_follow import UserFollow
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.search_index import SHOWN
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.search import Hit, Kind, Query, near

Found = tuple[Kind, UUID]

# However many there are: the best of them are put in order, the others are not looked at.
CANDIDATES = 300
_SAME_NAME = 20
_MOST_LIKE = 200

_BY_WORDS = text(f"""
    SELECT kind, ref_id FROM (
        (SELECT * FROM search_documents
         WHERE terms @@ CAST(:query AS tsquery) AND kind = ANY(:kinds) AND (for_all OR ref_id = ANY(:close))
         ORDER BY live DESC, popularity DESC LIMIT {CANDIDATES})
        UNION
        (SELECT * FROM search_documents
         WHERE name = :whole AND kind = ANY(:kinds) AND (for_all OR ref_id = ANY(:close))
         ORDER BY popularity DESC LIMIT {_SAME_NAME})
    ) AS found
    ORDER BY name = :whole DESC, live DESC,
        (name LIKE :start)::int + ts_rank(terms, CAST(:query AS tsquery)) * (1 + ln(1 + popularity)) DESC,
        ref_id
    LIMIT :limit
""")
_BY_START = text("""
    SELECT kind, ref_id FROM search_documents
    WHERE name LIKE :start AND kind = ANY(:kinds) AND (for_all OR ref_id = ANY(:close))
    ORDER BY live DESC, popularity DESC, ref_id
    LIMIT :limit
""")


async def close_to(uow: UnitOfWork, reader: UUID | None) -> list[UUID]:
    """People whom strangers do not find, and this reader does: friends who let them, and the reader."""
    if reader is None:
        return []
    followed = select(UserFollow.followed_id).where(UserFollow.follower_id == reader)
    query = (
        select(User.id)
        .join(UserSettings, UserSettings.user_id == User.id)
        .where(
            UserSettings.privacy_level != "public",
            or_(User.id == reader, User.id.in_(followed)),
            user_follow.is_shown_to(reader),
        )
    )
    return list(await uow.session.scalars(query))


async def find(
    uow: UnitOfWork, query: Query, kinds: Collection[Kind], limit: int, close: Collection[UUID] = ()
) -> list[Found]:
    """What fits, the best first, of people who are not for all only those who are `close`.

    Not all of it may still be there: see `hits`.
    """
    values = {
        "kinds": [str(kind) for kind in kinds],
        "limit": min(limit, CANDIDATES),
        "close": list(close),
    }
    if query.is_start:
        statement, more = _BY_START, {}
    else:
        statement, more = _BY_WORDS, {"query": _tsquery(query), "whole": query.whole}
    rows = await uow.session.execute(statement, {"start": f"{query.whole}%", **values, **more})
    return [(Kind(kind), ref_id) for kind, ref_id in rows]


def _tsquery(query: Query) -> str:
    """The words, each with its alternatives; the last may be a beginning. Letters and digits need no escaping."""
    last = len(query.words) - 1
    groups = []
    for place, alternatives in enumerate(query.words):
        ending = ":*" if place == last else ""
        groups.append("(" + " | ".join(f"'{word}'{ending}" for word in alternatives) + ")")
    return " & ".join(groups)


async def is_known(uow: UnitOfWork, word: str, *, as_start: bool) -> bool:
    """Whether some document has this word, or with `as_start` one that begins with it."""
    condition = SearchWord.word.startswith(word) if as_start else SearchWord.word == word
    return await uow.session.scalar(select(SearchWord.word).where(condition).limit(1)) is not None


async def words_like(uow: UnitOfWork, word: str) -> Sequence[str]:
    """Known words that differ from this one by about a letter."""
    alike = SearchWord.near.op("&&", is_comparison=True)(cast(near(word), ARRAY(Text)))
    return (await uow.session.scalars(select(SearchWord.word).where(alike).limit(_MOST_LIKE))).all()


async def hits(uow: UnitOfWork, found: Sequence[Found], now: datetime, reader: UUID | None) -> list[Hit]:
    """What was found as it stands in a list; left out is what is not for the reader, or whom the reader blocks."""
    shown: dict[Found, Hit] = {}
    for kind, (query, to_hit) in _readers(now, reader).items():
        ids = [ref_id for each, ref_id in found if each is kind]
        if ids:
            for row in await uow.session.execute(query(ids)):
                hit = to_hit(*row)
                shown[kind, hit.id] = hit
    return [shown[each] for each in found if each in shown]


def _readers(
    now: datetime, reader: UUID | None
) -> dict[Kind, tuple[Callable[[list[UUID]], Select], Callable[..., Hit]]]:
    channels = select(Channel, User).join(User, User.id == Channel.user_id).where(is_public(now))
    streams = (
        select(Stream, Channel, User)
        .join(Channel, Channel.id == Stream.channel_id)
        .join(User, User.id == Channel.user_id)
        .where(is_public(now), Stream.status.in_(SHOWN), ~Stream.test)
    )
    people = (
        select(User)
        .join(UserSettings, UserSettings.user_id == User.id)
        .where(
            user_follow.is_shown_to(reader),
            User.email_verified_at.is_not(None),
            User.suspended_at.is_(None) | (User.suspended_until <= now),
            User.deletion_due_at.is_(None),
            User.deleted_at.is_(None),
        )
    )
    not_blocked = _not_blocked(reader)
    return {
        Kind.CHANNEL: (lambda ids: channels.where(Channel.id.in_(ids), *not_blocked), _channel),
        Kind.STREAM: (lambda ids: streams.where(Stream.id.in_(ids), *not_blocked), _stream),
        Kind.PERSON: (lambda ids: people.where(User.id.in_(ids), *not_blocked), _person),
        Kind.CATEGORY: (lambda ids: select(Category).where(Category.id.in_(ids)), _category),
    }


def _not_blocked(reader: UUID | None) -> list[ColumnElement[bool]]:
    if reader is None:
        return []
    return [User.id.not_in(select(Block.blocked_id).where(Block.user_id == reader))]


def _channel(channel: Channel, owner: User) -> Hit:
    return Hit(
        Kind.CHANNEL,
        channel.id,
        channel.slug,
        channel.name,
        text=owner.display_name,
        picture=channel.avatar_url or owner.avatar_url or "",
        verified=owner.verified,
    )


def _stream(stream: Stream, channel: Channel, owner: User) -> Hit:
    return Hit(
        Kind.STREAM,
        stream.id,
        channel.slug,
        stream.title,
        text=channel.name,
        picture=channel.avatar_url or owner.avatar_url or "",
        live=True,
        viewers=stream.viewers,
        verified=owner.verified,
    )


def _person(user: User) -> Hit:
    return Hit(
        Kind.PERSON,
        user.id,
        user.username,
        user.display_name,
        text=f"@{user.username}",
        picture=user.avatar_url or "",
        verified=user.verified,
    )


def _category(category: Category) -> Hit:
    return Hit(
        Kind.CATEGORY,
        category.id,
        category.slug,
        category.name,
        text=category.description,
        picture=category.art_url or "",
    )
