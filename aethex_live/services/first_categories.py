"""The categories that a new site begins with. Admins make them theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from aethex_live.data import category as categories
from aethex_live.data import site_setting as stored
from aethex_live.data.models.category import Category as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.art import Piece
from aethex_live.domain.image import Kind
from aethex_live.services import image
from aethex_live.services.context import Context
from aethex_live.services.ports import Artist

DONE = "first_categories.made"  # so that they do not come back when an admin has removed them


@dataclass(frozen=True, slots=True)
class First:
    """A category with its sign and its colours; `below` are those under it."""

    slug: str
    name: str
    icon: str
    sign: str
    hue: float
    description: str
    turn: float = 45
    spark: float = 150
    below: tuple["First", ...] = ()


FIRST: tuple[First, ...] = (
    First(
        "just-talking",
        "Just Talking",
        "message-circle",
        "talk",
        285,
        "Company, questions, the news of the day.",
    ),
    First(
        *("games", "Games", "gamepad-2", "games", 258, "Played live, from first tries to mastery."),
        below=(
            First("retro-games", "Retro", "joystick", "retro", 325, "From the arcade to the last cartridge."),
            First("speedruns", "Speedruns", "timer", "speed", 205, "Through the game, as fast as it goes."),
            First("strategy", "Strategy", "castle", "strategy", 178, "Slow thoughts, large maps.", -40, 200),
            First("indie-games", "Indie", "heart", "indie", 305, "Small teams, odd ideas.", -50, 190),
        ),
    ),
    First(
        "esports",
        "Esports",
        "trophy",
        "esports",
        228,
        "Matches, brackets, and what was behind them.",
        40,
        175,
    ),
    First(
        *("music", "Music", "music", "music", 300, "Made, mixed and listened to together."),
        below=(
            First("dj-sets", "DJ Sets", "headphones", "dj", 245, "One track into the next.", 60, 130),
            First(
                "live-instruments",
                "Live Instruments",
                "piano",
                "instruments",
                340,
                "Strings, keys, breath.",
                -45,
                110,
            ),
            First(
                "music-production",
                "Production",
                "sliders-vertical",
                "production",
                312,
                "How a track is built.",
                -35,
                210,
            ),
        ),
    ),
    First(
        *("art", "Art & Design", "palette", "art", 215, "From the blank page to the last stroke.", 50, 120),
        below=(
            First(
                "animation", "Animation & 3D", "clapperboard", "animation", 190, "Things that move.", 40, 210
            ),
        ),
    ),
    First(
        *("code", "Software", "code", "code", 195, "Programs written in the open.", 30, 130),
        below=(
            First(
                "game-making", "Game Development", "box", "game-making", 275, "Worlds being built.", 60, 150
            ),
        ),
    ),
    First(
        *("science", "Science", "atom", "science", 35, "Experiments, papers, wonder.", 30, 150),
        below=(
            First("space", "Space", "rocket", "space", 262, "Telescopes, launches, the night sky.", 70, 140),
        ),
    ),
    First(
        *("makers", "Makers", "wrench", "makers", 270, "Workshops where things take shape.", 25, 140),
        below=(
            First(
                "electronics",
                "Electronics",
                "cpu",
                "electronics",
                240,
                "Solder, sensors, synthesisers.",
                30,
                150,
            ),
        ),
    ),
    First(
        *(
            "learning",
            "Learning",
            "graduation-cap",
            "learning",
            318,
            "Lessons and workshops, questions welcome.",
            -40,
            130,
        ),
        below=(
            First(
                "languages", "Languages", "languages", "languages", 292, "Said wrong, then right.", -50, 190
            ),
        ),
    ),
    First("cooking", "Cooking", "chef-hat", "cooking", 20, "Recipes with somebody to ask.", 40, 170),
    First("fitness", "Sport & Fitness", "dumbbell", "fitness", 165, "Moving, together and at home.", 40, 220),
    First("travel", "Travel & Outdoors", "compass", "travel", 222, "Roads, trails, weather.", -40, 160),
    First(
        *("tabletop", "Tabletop", "dices", "tabletop", 350, "Dice, cards, boards.", 40, 110),
        below=(
            First(
                "role-playing",
                "Role-Playing",
                "swords",
                "role-play",
                8,
                "Stories that the dice change.",
                35,
                170,
            ),
        ),
    ),
    First(
        "quiet-company",
        "Quiet Company",
        "moon-star",
        "calm",
        272,
        "Working, reading, rain at the window.",
        20,
        120,
    ),
)


async def make(context: Context, artist: Artist) -> bool:
    """Make the first categories with their pictures, once in the life of a site; whether that was now."""
    if await _are_made(context):
        return False
    everything = [first for top in FIRST for first in (top, *top.below)]
    pictures = await image.draw(context, artist, [_piece(first) for first in everything])
    art = {first.slug: picture.url for first, picture in zip(everything, pictures, strict=True)}
    async with context.transaction() as uow:
        await categories.lock_all(uow)
        if await stored.one(uow, DONE) is None and await categories.count(uow) == 0:
            await _add(context, uow, FIRST, None, art)
            await stored.put(uow, DONE, True, None, context.clock())
            return True
    return False


async def _are_made(context: Context) -> bool:
    async with context.transaction() as uow:
        return await stored.one(uow, DONE) is not None or await categories.count(uow) > 0


async def _add(
    context: Context, uow: UnitOfWork, level: Sequence[First], parent: Row | None, art: dict[str, str]
) -> None:
    now = context.clock()
    for position, first in enumerate(level):
        row = Row(
            parent_id=parent and parent.id,
            slug=first.slug,
            name=first.name,
            description=first.description,
            icon=first.icon,
            art_url=art[first.slug],
            position=position,
            created_at=now,
            updated_at=now,
        )
        await categories.save(uow, row)
        await _add(context, uow, first.below, row, art)


def _piece(first: First) -> Piece:
    return Piece(Kind.ART, first.sign, first.slug, first.hue, first.turn, first.spark)
