"""Channels and categories in the few words of a card. Never a row: what is in a var goes to browsers."""

from typing import TypedDict

from aethex_live.domain.category import Category
from aethex_live.domain.channel import Channel
from aethex_live.domain.discover import Listed, Suggested
from aethex_live.domain.recommendation import Why
from aethex_live.services.discover import BusyCategory


class ChannelCard(TypedDict):
    """A channel on a card."""

    slug: str
    name: str
    owner: str
    owner_name: str
    picture: str
    banner: str
    category: str
    category_slug: str
    tags: list[str]
    verified: bool


class CategoryCard(TypedDict):
    """A category on a card."""

    slug: str
    name: str
    art: str
    channels: int
    viewers: int
    streams: int


class ListedCard(TypedDict):
    """A channel in a list; while it is on, its stream. `why` is the reason for showing it, empty without one."""

    slug: str
    href: str
    title: str
    channel: str
    picture: str
    banner: str
    moving: bool  # whether the banner is what is to be seen now
    category: str
    live: bool
    viewers: int
    playback: str
    why: str
    name: str  # what it is like
    times: int  # its usual audience


def listed_card(listed: Listed, why: str = "", name: str = "") -> ListedCard:
    """A channel on a card, with what is to be seen there at the moment."""
    now = listed.now
    return {
        "slug": listed.slug,
        "href": f"/streams/{listed.slug}" if now else f"/channels/{listed.slug}",
        "title": now.title if now else listed.name,
        "channel": listed.name if now else listed.owner.display_name,
        "picture": listed.avatar_url,
        "banner": (now.thumbnail if now else "") or listed.picture,
        "moving": bool(now and now.thumbnail),
        "category": listed.category.name if listed.category else "",
        "live": now is not None,
        "viewers": now.viewers if now else 0,
        "playback": now.playback if now else "",
        "why": why,
        "name": name,
        "times": now.times if now else 0,
    }


def trending_card(listed: Listed) -> ListedCard:
    """The same with the reason for its place; without one as long as nobody watches."""
    now = listed.now
    trends = Why.POPULAR if now and now.score else ""
    return listed_card(listed, Why.RISING if now and now.times else trends)


def suggested_card(suggested: Suggested) -> ListedCard:
    """The same with the reason for showing it to this person."""
    if suggested.why in (Why.FOLLOWED, Why.WATCHED):
        return listed_card(suggested.listed, suggested.why, suggested.name)
    return trending_card(suggested.listed)


def channel_card(channel: Channel) -> ChannelCard:
    """`channel` on a card."""
    return {
        "slug": channel.slug,
        "name": channel.name,
        "owner": channel.owner.username,
        "owner_name": channel.owner.display_name,
        "picture": channel.avatar_url,
        "banner": channel.poster_url or channel.banner_url,
        "category": channel.category.name if channel.category else "",
        "category_slug": channel.category.slug if channel.category else "",
        "tags": list(channel.tags),
        "verified": channel.owner.verified,
    }


def category_card(category: Category, viewers: int = 0, streams: int = 0) -> CategoryCard:
    """`category` on a card."""
    return {
        "slug": category.slug,
        "name": category.name,
        "art": category.art_url,
        "channels": category.channels,
        "viewers": viewers,
        "streams": streams,
    }


def busy_card(busy: BusyCategory) -> CategoryCard:
    """The same with how much goes on there."""
    return category_card(busy.category, busy.viewers, busy.streams)
