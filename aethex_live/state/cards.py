"""Channels and categories in the few words of a card. Never a row: what is in a var goes to browsers."""

from typing import TypedDict

from aethex_live.domain.category import Category
from aethex_live.domain.channel import Channel
from aethex_live.domain.stream import Stream


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


class LiveCard(TypedDict):
    """A stream that is on, on a card."""

    slug: str
    title: str
    channel: str
    picture: str
    banner: str
    category: str
    viewers: int


def live_card(stream: Stream, channel: Channel) -> LiveCard:
    """`stream` of `channel` on a card, with what is to be seen there at the moment."""
    return {
        "slug": channel.slug,
        "title": stream.title,
        "channel": channel.name,
        "picture": channel.avatar_url,
        "banner": stream.thumbnail or channel.poster_url or channel.banner_url,
        "category": stream.category.name if stream.category else "",
        "viewers": stream.viewers,
    }


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


def category_card(category: Category) -> CategoryCard:
    """`category` on a card."""
    return {
        "slug": category.slug,
        "name": category.name,
        "art": category.art_url,
        "channels": category.channels,
    }
