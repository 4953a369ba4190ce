"""Cards of pages: only what a stranger may see, and nothing of what is for adults."""

from typing import NamedTuple

from aethex_live.data import channel as channels
from aethex_live.domain.category import Category
from aethex_live.domain.channel import Channel
from aethex_live.domain.discover import Sort, Wanted
from aethex_live.domain.moment import named
from aethex_live.domain.page_card import PageCard, shortened
from aethex_live.domain.profile import Profile
from aethex_live.domain.stream import Stream
from aethex_live.services import category, channel, discover, embed, profile, schedule, site_setting, stream
from aethex_live.services.context import Actor, Context
from aethex_live.services.schedule import EntryPage

STRANGER = Actor()


async def card(context: Context, kind: str, name: str) -> PageCard:
    """The page of this kind about `name`. Raises NotFound where a stranger finds nothing."""
    if kind == "users":
        return _of_person(await profile.by_username(context, STRANGER, name))
    if kind == "categories":
        return _of_category(await category.by_slug(context, name))
    if kind == "legal":
        return _of_legal(name, (await site_setting.legal_page(context, name, "en")).text)
    if kind == "schedule":
        return _of_entry(context, await schedule.entry_page(context, schedule.entry_id(name)))
    found = await channel.by_slug(context, name)
    now = next((each for each in await stream.recent(context, found.slug, 1) if each.is_on), None)
    rule = await embed.rule_of(context, found.id)
    if found.mature or (now is not None and now.mature):
        path = f"/{'channels' if kind == 'channels' else 'streams'}/{found.slug}"
        return _for_adults(context, path, rule.frame_ancestors if kind == "embed" else "'self'")
    if kind == "channels":
        return _of_channel(found)
    player = f"/embed/{found.slug}" if rule.frame_ancestors != "'self'" else ""
    return _of_stream(kind, found, now, player, rule.frame_ancestors)


class FirstPicture(NamedTuple):
    """The picture of the first card on the home page, and whether that card is a stream; empty without one."""

    address: str = ""
    on: bool = False


async def first_picture_of_home(context: Context) -> FirstPicture:
    """What is seen first on the home page."""
    best, _ = await discover.shelf(context, Wanted(sort=Sort.TRENDING), 1)
    for each in best:
        return FirstPicture((each.now.thumbnail if each.now else "") or each.picture, on=True)
    front = await discover.front(context)
    pictures = (each.picture for each in (*front.featured, *front.newest) if each.picture)
    return FirstPicture(next(pictures, ""))


def _of_stream(kind: str, found: Channel, now: Stream | None, player: str, ancestors: str) -> PageCard:
    about = shortened(found.description) or f"Live streams of {found.owner.display_name}."
    if now is not None:
        where = f" · {now.category.name}" if now.category else ""
        about = shortened(f"{found.name} is live{where}. {found.description}")
    return PageCard(
        title=f"{now.title} · {found.name}" if now and now.title != found.name else found.name,
        description=about,
        path=f"/streams/{found.slug}",
        image=(now.thumbnail if now else "") or found.banner_url or found.avatar_url,
        first_picture=found.banner_url,
        author=found.name,
        author_path=f"/channels/{found.slug}",
        player=player,
        live=now is not None,
        hidden=kind == "embed",
        ancestors=ancestors if kind == "embed" else "'self'",
    )


def _of_entry(context: Context, found: EntryPage) -> PageCard:
    path = f"/schedule/{found.entry.id}"
    if found.channel.mature:
        return _for_adults(context, path)
    when = named(found.coming[0].starts_at)
    return PageCard(
        title=f"{found.entry.title} · {found.channel.name}",
        description=shortened(f"{when}. {found.entry.description or found.channel.description}"),
        path=path,
        image=found.channel.poster_url or found.channel.banner_url or found.channel.avatar_url,
        author=found.channel.name,
        author_path=f"/channels/{found.channel.slug}",
    )


def _of_channel(found: Channel) -> PageCard:
    return PageCard(
        title=found.name,
        description=shortened(found.description) or f"A channel of {found.owner.display_name}.",
        path=f"/channels/{found.slug}",
        image=found.banner_url or found.avatar_url,
        author=found.owner.display_name,
        author_path=f"/users/{found.owner.username}",
    )


def _of_category(found: Category) -> PageCard:
    return PageCard(
        title=found.name,
        description=shortened(found.description) or f"Live streams and channels: {found.name}.",
        path=f"/categories/{found.slug}",
        image=found.art_url,
    )


def _of_legal(name: str, text: str) -> PageCard:
    first, _, rest = text.strip().partition("\n")
    return PageCard(title=first.lstrip("# "), description=shortened(rest), path=f"/legal/{name}")


def _of_person(found: Profile) -> PageCard:
    return PageCard(
        title=f"{found.display_name} (@{found.username})",
        description=shortened(found.bio) if found.whole else "",
        path=f"/users/{found.username}",
        image=found.avatar_url if found.whole else "",
        hidden=not found.whole,
    )


def _for_adults(context: Context, path: str, ancestors: str = "'self'") -> PageCard:
    return PageCard(
        title=context.site_name,
        description="This page is for adults.",
        path=path,
        hidden=True,
        ancestors=ancestors,
    )


async def public_paths(context: Context, most: int = 5000) -> list[str]:
    """The addresses of channels and their streams, for search engines."""
    async with context.transaction() as uow:
        slugs = await channels.public_slugs(uow, most, context.clock())
    return [path for slug in slugs for path in (f"/channels/{slug}", f"/streams/{slug}")]
