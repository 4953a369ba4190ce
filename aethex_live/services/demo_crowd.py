"""Those who come to a demo site to watch: accounts without channels, whom they follow, what was said before."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.data import channel_role as roles
from aethex_live.data import chat_writing, demo
from aethex_live.data import follow as follows
from aethex_live.data import user as users
from aethex_live.data import user_follow as user_follows
from aethex_live.data.demo import DemoRoom
from aethex_live.data.message_id import after
from aethex_live.data.models.chat_message import ChatMessage
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import ChannelRole
from aethex_live.services.demo_history import HISTORY

REGULARS = (
    "amber_lane birdwatch_ben cassette_cat dialtone elena_r fernweh_ida gridlock_gus halfmoon inkwell_ivy"
    " jetlag_jo kiwi_ken lowtide maple_mo northby_nell oatmilk_olli papercut_pia quartz_quinn rainy_rui"
    " saltlamp tinker_tess umbra_uwe velvet_vic wanderer_wim xylo_xan yarrow_yuki zigzag_zoe acorn_al"
    " bluehour_bea copper_cy dusk_dina echo_emil foxglove_fay gingko_gil harvest_hana iceberg_ian juniper_jay"
    " kettle_kim lantern_lou mosaic_mai nimbus_nat orchard_oz pebble_pam quill_qi ripple_ro sundial_sue"
    " thimble_tom undertow_una violet_vera willow_wes yonder_yan"
).split()
MOST_LOVED = {"orbital", "lumen-after-dark"}  # the channels that are live
ROLES = {
    ("lumen-after-dark", "kestrel"): ChannelRole.MODERATOR,
    ("lumen-after-dark", "juno"): ChannelRole.VIP,
    ("lumen-after-dark", "sora_strings"): ChannelRole.VIP,
    ("orbital", "ada_compiles"): ChannelRole.MODERATOR,
    ("orbital", "pixelsmith"): ChannelRole.VIP,
    ("kestrel-runs", "juno"): ChannelRole.MODERATOR,
}
PAUSE = timedelta(seconds=47)
ENDED = timedelta(hours=15)  # ago: the evening before


async def settle(uow: UnitOfWork, now: datetime) -> None:
    """Let them come to a site that has its creators and channels."""
    for number, name in enumerate(REGULARS):
        await _add_regular(uow, name, now - timedelta(days=20 + 5 * number))
    people, rooms = await demo.people(uow), await demo.rooms(uow)
    await user_follows.add_all(uow, _acquaintances(people, now))
    for room in rooms.values():
        await follows.add_all(uow, room.channel_id, _followers(room, people, now))
        if lines := HISTORY.get(room.slug):
            await chat_writing.add(uow, _said(room, people, lines, now - ENDED))
    for (slug, name), role in ROLES.items():
        room = rooms[slug]
        await roles.put(uow, room.channel_id, people[name], role, room.owner_id, now - ENDED)


async def _add_regular(uow: UnitOfWork, name: str, joined: datetime) -> None:
    user = User(
        username=name,
        email=f"{name}{demo.ADDRESSES}",
        email_verified_at=joined,
        display_name=name.replace("_", " ").title(),
        created_at=joined,
        updated_at=joined,
    )
    await users.add(uow, user)


def _followers(room: DemoRoom, people: dict[str, UUID], now: datetime) -> dict[UUID, datetime]:
    """Some of all people, the same ones on each demo site, and since when."""
    dice = random.Random(room.slug)
    others = sorted(name for name, user_id in people.items() if user_id != room.owner_id)
    number = dice.randint(48, 64) if room.slug in MOST_LOVED else dice.randint(12, 45)
    chosen = dice.sample(others, min(number, len(others)))
    return {people[name]: now - timedelta(minutes=dice.randint(60, 18 * 24 * 60)) for name in chosen}


def _acquaintances(people: dict[str, UUID], now: datetime) -> dict[tuple[UUID, UUID], datetime]:
    """Who follows whom, and since when; about half of them follow back."""
    dice = random.Random("acquaintances")
    names, since = sorted(people), {}
    for name in names:
        for other in dice.sample([each for each in names if each != name], dice.randint(2, 6)):
            at = now - timedelta(minutes=dice.randint(60, 18 * 24 * 60))
            since[people[other], people[name]] = at
            if dice.random() < 0.5:
                since[people[name], people[other]] = at + timedelta(minutes=20)
    return since


def _said(
    room: DemoRoom, people: dict[str, UUID], lines: tuple[str, ...], ended: datetime
) -> list[ChatMessage]:
    rows: list[ChatMessage] = []
    for number, line in enumerate(lines):
        who, _, text = line.partition(": ")
        at = ended - (len(lines) - number) * PAUSE
        key = after(rows[-1].id if rows else None, at)
        rows.append(
            ChatMessage(
                id=key, channel_id=room.channel_id, user_id=people[who], text=text, mentions=[], created_at=at
            )
        )
    return rows
