"""What home and Discover cost the server on a large site, asked at a steady pace.

    python -m tests.load.discover [--channels 100000] [--streams 1000000] [--pace 50] [--seconds 20]

The site is that of tests/load/search.py, and some people follow channels. The event handlers of the pages are called
as a browser's events call them, `pace` a second whether the last ones are done or not, and what a visitor waits for is
timed from when it was due.
"""

import argparse
import asyncio
import itertools
import random
import statistics
import time
from dataclasses import MISSING, fields
from uuid import UUID

import psycopg
from socketio import AsyncServer
from sqlalchemy.engine import make_url

from aethex_live.config import Settings
from aethex_live.data.database import create_engine, transactions
from aethex_live.domain.discover import Wanted
from aethex_live.domain.page import PageRequest
from aethex_live.realtime import hub
from aethex_live.services import context as contexts
from aethex_live.services import discover, ranking
from aethex_live.services.context import ANONYMOUS, Actor, Context
from aethex_live.state import on_air
from tests.load.search import fill
from tests.support.database import migrated_database
from tests.support.fakes import HandClock

DICE = random.Random(11)
FOLLOWERS, FOLLOWED = 2000, 20
LANGUAGES = ("en", "de", "fr")


def add_people(url: str) -> list[UUID]:
    """Let some follow channels, and streams be watched; gives who follows."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM users LIMIT %s", (FOLLOWERS,))
        people = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT channel_id FROM streams WHERE ended_at IS NULL UNION ALL"
            " (SELECT id FROM channels LIMIT 3000)"
        )
        channels = [row[0] for row in cursor.fetchall()]
        pairs = {(DICE.choice(channels), who) for who in people for _ in range(FOLLOWED)}
        with cursor.copy("COPY follows (channel_id, user_id, created_at) FROM STDIN") as out:
            for channel, who in pairs:
                out.write_row((channel, who, "now"))
        cursor.execute(
            "UPDATE streams SET viewers = n, peak_viewers = n,"
            " language = (%s::text[])[1 + n %% 3], tags = ARRAY['tag' || n %% 40]"
            " FROM (SELECT id AS one, (random() * 900)::int AS n FROM streams WHERE ended_at IS NULL) AS drawn"
            " WHERE id = one",
            (list(LANGUAGES),),
        )
        connection.commit()
        connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")
    return people


async def home(context: Context, actor: Actor) -> None:
    """What the home page asks for."""
    await on_air.shelf_of("sort=trending")
    await discover.front(context)
    await discover.busy_categories(context)
    await discover.hidden_channels(context, actor)
    if actor.user_id:
        await discover.for_you(context, actor)


async def looking(context: Context, actor: Actor) -> None:
    """What Discover asks for: any list, narrowed or not."""
    wanted = Wanted(
        tag=DICE.choice(["", "", f"tag{DICE.randrange(40)}"]), language=DICE.choice(["", "", *LANGUAGES])
    )
    request = PageRequest(1, on_air.MOST * DICE.choice([1, 1, 2]))
    await discover.hidden_channels(context, actor)
    await discover.categories(context)
    match DICE.choice(["live", "live", "trending", "new", "following"]):
        case "new":
            await discover.newest(context, actor, wanted, request)
        case "following" if actor.user_id:
            await discover.following(context, actor, wanted, request)
        case _:
            await on_air.shelf_of(wanted.query or on_air.EVERYWHERE)
            await discover.live(context, actor, wanted, request)


async def at_pace(label: str, context: Context, people: list[UUID], visit, pace: int, seconds: int) -> None:
    """Ask so often, and print how long the answers took."""
    times: list[float] = []
    began, worked = time.perf_counter(), time.process_time()

    async def one(due: float) -> None:
        actor = Actor(user_id=DICE.choice(people)) if DICE.random() < 0.5 else ANONYMOUS
        await visit(context, actor)
        times.append((time.perf_counter() - due) * 1000)

    asked = []
    for number in itertools.count():
        due = began + number / pace
        if due - began >= seconds:
            break
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(one(due)))
    await asyncio.gather(*asked)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    print(
        f"{label}, {pace} a second for {seconds} s: median {statistics.median(times):.1f} ms,"
        f" p95 {p95:.1f} ms, most {times[-1]:.1f} ms,"
        f" {(time.process_time() - worked) * 1000 / len(times):.1f} ms of CPU each"
    )


async def run(url: str, people: list[UUID], pace: int, seconds: int) -> None:
    engine = create_engine(url)

    async def publish(_) -> None:
        return None

    unused = {field.name: None for field in fields(Context) if field.default_factory is MISSING}
    given = {"settings": Settings(database_url=url), "transaction": transactions(engine, publish)}
    context = Context(**{**unused, **given, "clock": HandClock()})
    contexts.use(context)
    hub.use(hub.Hub(AsyncServer(async_mode="asgi")))
    for label, job in (("trends", ranking.reckon_trends), ("likenesses", ranking.reckon_neighbours)):
        began, worked = time.perf_counter(), time.process_time()
        await job(context)
        cpu = time.process_time() - worked
        print(f"{label} worked out in {time.perf_counter() - began:.2f} s, {cpu:.2f} s of CPU")
    for label, visit in (("home", home), ("Discover", looking)):
        await at_pace(f"{label}, warm-up", context, people, visit, pace, 3)
        await at_pace(label, context, people, visit, pace, seconds)
    await engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--channels", type=int, default=100_000)
    parser.add_argument("--streams", type=int, default=1_000_000)
    parser.add_argument("--pace", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    given = parser.parse_args()
    with migrated_database() as url:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        began = time.perf_counter()
        fill(plain, given.channels, given.streams)
        people = add_people(plain)
        print(f"filled in {time.perf_counter() - began:.0f} s")
        asyncio.run(run(url, people, given.pace, given.seconds))


if __name__ == "__main__":
    main()
