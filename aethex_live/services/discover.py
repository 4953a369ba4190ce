"""Looking around: what is on, what trends, what is new, what one follows, and what one may like."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from aethex_live.data import discover as data
from aethex_live.data import ranking as ranks
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.category import Category
from aethex_live.domain.discover import Creator, Listed, Sort, Suggested, Wanted, in_order
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.ranking import diverse
from aethex_live.domain.recommendation import FOLLOWED, MOST_OF_TASTE, Why, recommend, watched
from aethex_live.services import category, user_settings
from aethex_live.services.block import blocked_by
from aethex_live.services.context import Actor, Context
from aethex_live.services.stream import picture_places

# Names of what is kept, and for how long.
LIVE, FRONT, CATEGORIES, BUSY, PLACES = "live", "front", "categories", "busy", "places"
LIVE_SECONDS, FRONT_SECONDS, CATEGORIES_SECONDS, BUSY_SECONDS, COUNT_SECONDS = 2.0, 30.0, 15.0, 5.0, 60.0
PLACES_SECONDS = 30.0
MOST_LISTS = 200
MOST_FEATURED, MOST_NEWEST, MOST_CREATORS, MOST_SUGGESTED = 8, 8, 8, 12


@dataclass(frozen=True, slots=True)
class Front:
    """What the home page shows to everybody besides what is on."""

    featured: tuple[Listed, ...]
    newest: tuple[Listed, ...]
    creators: tuple[Creator, ...]
    channels: int
    people: int  # with a channel
    live: int
    viewers: int


@dataclass(frozen=True, slots=True)
class BusyCategory:
    """A category, and how many watch and stream in it and below it."""

    category: Category
    viewers: int
    streams: int


class OnNowAll:
    """All that is on at one moment, and the lists of it that were asked for since."""

    def __init__(self, everything: tuple[Listed, ...]):
        self.everything = everything
        self.by_id = {each.id: each for each in everything}
        self._ordered: dict[Wanted, tuple[Listed, ...]] = {}

    def ordered(self, wanted: Wanted, within: Collection[str]) -> tuple[Listed, ...]:
        """What fits, in order."""
        if wanted not in self._ordered:
            if len(self._ordered) >= MOST_LISTS:
                self._ordered.clear()
            fitting = (each for each in self.everything if wanted.fits(each, within))
            self._ordered[wanted] = tuple(in_order(fitting, wanted.sort))
        return self._ordered[wanted]


async def all_live(context: Context) -> tuple[Listed, ...]:
    """Everything that is on, a moment old at most."""
    return (await _on_now(context)).everything


async def shelf(context: Context, wanted: Wanted, most: int) -> tuple[Sequence[Listed], int]:
    """The first of what is on, and how much there is: the same for everybody who looks for the same.

    Cards that change places all the time cannot be clicked: whoever is there keeps their place for a while.
    """
    ordered = (await _on_now(context)).ordered(wanted, await _within(context, wanted))

    async def place_all() -> dict[str, int]:
        return {each.slug: place for place, each in enumerate(ordered)}

    places = await context.kept.get(f"{PLACES} {wanted.query}", PLACES_SECONDS, place_all)
    steady = sorted(ordered, key=lambda each: places.get(each.slug, len(places)))
    return steady[:most], len(steady)


async def live(
    context: Context, actor: Actor, wanted: Wanted = Wanted(), request: PageRequest = FIRST
) -> Page[Listed]:
    """What is on."""
    wanted = await _allowed(context, actor, wanted)
    hidden = await blocked_by(context, actor)
    found: Sequence[Listed] = (await _on_now(context)).ordered(wanted, await _within(context, wanted))
    if hidden:
        found = [each for each in found if each.owner.id not in hidden]
    return _page(found, request)


async def newest(
    context: Context, actor: Actor, wanted: Wanted = Wanted(), request: PageRequest = FIRST
) -> Page[Listed]:
    """The newest channels, on or not."""
    wanted = await _allowed(context, actor, wanted)
    within = await _within(context, wanted)
    hidden = await blocked_by(context, actor)
    now = context.clock()

    async def count() -> int:
        async with context.transaction() as uow:
            return await data.count(uow, wanted, within, now)

    total = await context.kept.get(f"new {wanted.query}", COUNT_SECONDS, count)
    async with context.transaction() as uow:
        found = await data.newest(uow, wanted, within, request.offset, request.limit, now)
    on = (await _on_now(context)).by_id
    shown = tuple(on.get(each.id, each) for each in found if each.owner.id not in hidden)
    return Page(shown, total, request.page, request.limit)


async def following(
    context: Context, actor: Actor, wanted: Wanted = Wanted(), request: PageRequest = FIRST
) -> Page[Listed]:
    """The channels that I follow: those that are on first, then the others, the latest followed first."""
    user_id = actor.required()
    wanted = await _allowed(context, actor, wanted)
    within = await _within(context, wanted)
    hidden = await blocked_by(context, actor)
    now = context.clock()
    async with context.transaction() as uow:
        ids = await data.followed(uow, user_id)
        resting = await data.by_ids(uow, ids, now)
    on = (await _on_now(context)).by_id
    mine = [on.get(each) or resting.get(each) for each in ids]
    shown = [each for each in mine if each and wanted.fits(each, within) and each.owner.id not in hidden]
    others = [each for each in shown if each.now is None]
    return _page([*in_order(shown, wanted.sort), *others], request)


async def for_you(
    context: Context,
    actor: Actor,
    *,
    adult: bool = False,
    most: int = MOST_SUGGESTED,
    besides: Collection[str] = (),
) -> list[Suggested]:
    """What those like who like the same as I do, then what trends, each with the reason.

    The channels `besides`, by slug, are left out: they are shown already.
    """
    wanted = await _allowed(context, actor, Wanted(sort=Sort.TRENDING, adult=adult))
    hidden = await blocked_by(context, actor)
    now = await _on_now(context)
    liked: list[Suggested] = []
    follows: list[UUID] = []
    if actor.user_id is not None:
        async with context.transaction() as uow:
            follows = await data.followed(uow, actor.user_id)
            liked = await _liked(context, uow, actor.user_id, follows, now.by_id)

    def may_be_shown(listed: Listed) -> bool:
        mine = listed.owner.id == actor.user_id
        seen = mine or listed.owner.id in hidden or listed.slug in besides
        return wanted.fits(listed, ()) and not seen

    shown = [each for each in liked if may_be_shown(each.listed)]
    taken = {each.listed.id for each in shown}.union(follows)
    rest = (each for each in now.ordered(wanted, ()) if each.id not in taken and may_be_shown(each))
    for each in islice(rest, 3 * most):
        why = Why.RISING if each.now and each.now.times else Why.POPULAR
        shown.append(Suggested(each, why))
    return diverse(shown[: 4 * most], lambda each: _category_of(each.listed))[:most]


async def front(context: Context) -> Front:
    """What the home page shows to everybody; nothing for adults."""

    async def look() -> Front:
        now = context.clock()
        current = await _on_now(context)
        on, by_id = current.everything, current.by_id
        async with context.transaction() as uow:
            chosen = await data.featured(uow, MOST_FEATURED, now)
            creators = await data.creators(uow, MOST_CREATORS, now)
            latest = await data.newest(uow, Wanted(), (), 0, MOST_NEWEST, now)
            channels, people = await data.numbers(uow, now)
        featured = _for_all(by_id.get(each.id, each) for each in chosen)
        newest = _for_all(by_id.get(each.id, each) for each in latest)
        viewers = sum(each.now.viewers for each in on if each.now)
        loved = tuple(Creator(by_id.get(each.listed.id, each.listed), each.followers) for each in creators)
        return Front(featured, newest, loved, channels, people, len(on), viewers)

    return await context.kept.get(FRONT, FRONT_SECONDS, look)


async def categories(context: Context) -> tuple[Category, ...]:
    """All categories as a tree, a moment old."""
    return await context.kept.get(CATEGORIES, CATEGORIES_SECONDS, lambda: category.tree(context))


async def busy_categories(context: Context) -> list[BusyCategory]:
    """All top categories, those first that most people watch now, then those with the most channels."""

    async def look() -> list[BusyCategory]:
        return _busy(await all_live(context), await categories(context))

    return await context.kept.get(BUSY, BUSY_SECONDS, look)


async def hidden_channels(context: Context, actor: Actor) -> list[str]:
    """The addresses of channels of those whom I have blocked."""
    if actor.user_id is None:
        return []
    async with context.transaction() as uow:
        return await data.slugs_of_blocked(uow, actor.user_id)


async def is_adult(context: Context, actor: Actor) -> bool:
    """Whether whoever is logged in has said that they are old enough."""
    return actor.user_id is not None and (await user_settings.get_settings(context, actor)).adult


async def _on_now(context: Context) -> OnNowAll:
    async def look() -> OnNowAll:
        async with context.transaction() as uow:
            return OnNowAll(await data.live(uow, context.clock(), picture_places(context)))

    return await context.kept.get(LIVE, LIVE_SECONDS, look)


def _busy(on: Iterable[Listed], tops: Iterable[Category]) -> list[BusyCategory]:
    viewers: Counter[str] = Counter()
    streams: Counter[str] = Counter()
    for each in on:
        if each.now and each.category and not each.mature:
            viewers[each.category.slug] += each.now.viewers
            streams[each.category.slug] += 1
    found = []
    for top in tops:
        slugs = [top.slug, *(child.slug for child in top.children)]
        watching, live_there = (sum(counted[slug] for slug in slugs) for counted in (viewers, streams))
        found.append(BusyCategory(top, watching, live_there))
    return sorted(found, key=lambda each: (-each.viewers, -each.streams, -each.category.channels))


async def _liked(
    context: Context, uow: UnitOfWork, user_id: UUID, follows: Sequence[UUID], on: Mapping[UUID, Listed]
) -> list[Suggested]:
    minutes = await ranks.watched_by(uow, user_id, MOST_OF_TASTE)
    taste = {channel_id: watched(number) for channel_id, number in minutes.items()}
    taste |= dict.fromkeys(follows[:MOST_OF_TASTE], FOLLOWED)
    known = frozenset(follows)
    picks = recommend(taste, await ranks.neighbours_of(uow, taste), known=known, live=on)
    picks = picks[: 4 * MOST_SUGGESTED]
    ids = {each for pick in picks for each in (pick.item, pick.because)}
    resting = await data.by_ids(uow, ids - on.keys(), context.clock())
    found = {each: on.get(each) or resting.get(each) for each in ids}
    return [
        Suggested(item, Why.FOLLOWED if pick.because in known else Why.WATCHED, because.name)
        for pick in picks
        if (item := found[pick.item]) and (because := found[pick.because])
    ]


async def _allowed(context: Context, actor: Actor, wanted: Wanted) -> Wanted:
    """Who has said in the settings that they are old enough need not say it again."""
    if wanted.adult or not await is_adult(context, actor):
        return wanted
    return Wanted(wanted.category, wanted.tag, wanted.language, wanted.sort, adult=True)


async def _within(context: Context, wanted: Wanted) -> frozenset[str]:
    if not wanted.category:
        return frozenset()
    for top in await categories(context):
        below = [child.slug for child in top.children]
        if wanted.category == top.slug:
            return frozenset([top.slug, *below])
        if wanted.category in below:
            break
    return frozenset([wanted.category])


def _for_all(found: Iterable[Listed]) -> tuple[Listed, ...]:
    """Without what is for adults; what is on first."""
    return tuple(sorted((each for each in found if not each.mature), key=lambda each: each.now is None))


def _category_of(listed: Listed) -> str:
    return listed.category.slug if listed.category else ""


def _page(found: Sequence[Listed], request: PageRequest) -> Page[Listed]:
    part = tuple(found[request.offset : request.offset + request.limit])
    return Page(part, len(found), request.page, request.limit)
