"""How fast search answers on a large site: suggestions while typing, and whole lists.

    python -m tests.load.search [--channels 100000] [--streams 1000000] [--questions 500]

Fills a scratch PostgreSQL with people, channels, streams that are over and some that are on, and their search
documents, then asks through the use cases, one question after the other.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import MISSING, fields

import psycopg
from sqlalchemy.engine import make_url

from aethex_live.data.database import create_engine, transactions
from aethex_live.data.models.base import new_id
from aethex_live.data.search_index import vector
from aethex_live.domain.search import near, terms, words
from aethex_live.services import context as contexts
from aethex_live.services import search
from aethex_live.services.context import ANONYMOUS, Context
from tests.support.database import migrated_database
from tests.support.fakes import HandClock

SYLLABLES = "ka ri to mo ne lu sa vi do pe ra zi no ta me qu el ar on is ul".split()
LIVE = 2000
SEEDED = random.Random(7)


def word() -> str:
    """Some word; a few of them are in many names, as in life."""
    rank = min(int(SEEDED.paretovariate(0.6)), 40_000)
    made = random.Random(rank)
    return "".join(made.choice(SYLLABLES) for _ in range(made.randint(2, 4)))


def name() -> str:
    return " ".join(word() for _ in range(SEEDED.randint(1, 3))).title()


def fill(url: str, channels: int, streams: int) -> list[str]:
    """Write the site; gives the names of its channels."""
    known: set[str] = set()
    names = [name() for _ in range(channels)]
    users, ids = [new_id() for _ in names], [new_id() for _ in names]
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")

        def copy(table: str, columns: str, rows: Iterator[tuple]) -> None:
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as out:
                for row in rows:
                    out.write_row(row)

        def documents(kind: str, entries: Iterator[tuple], *, live: bool) -> None:
            def rows() -> Iterator[tuple]:
                for ref_id, title in entries:
                    weighted = terms(("A", [title]))
                    known.update(weighted)
                    popularity = int(SEEDED.paretovariate(0.8))
                    yield kind, ref_id, " ".join(words(title)), vector(weighted), live, popularity, True

            copy("search_documents", "kind, ref_id, name, terms, live, popularity, learned", rows())

        copy(
            "users",
            "id, username, email, email_verified_at, display_name, role, verified, created_at, updated_at",
            (
                (each, f"user_{n}", f"u{n}@example.test", "now", names[n], "creator", False, "now", "now")
                for n, each in enumerate(users)
            ),
        )
        cursor.execute(
            "INSERT INTO user_settings (user_id, privacy_level, show_online, direct_messages, theme, language,"
            " updated_at) SELECT id, 'public', true, 'everyone', 'system', '', now() FROM users"
        )
        columns = "id, user_id, name, slug, description, tags, language, mature, accent, links,"
        columns += " suspension_reason, created_at, updated_at"
        copy(
            "channels",
            columns,
            (
                (*key, names[n], f"channel-{n}", "", [], "en", False, "cyan", [], "", "now", "now")
                for n, key in enumerate(zip(ids, users, strict=True))
            ),
        )
        cursor.execute(
            "INSERT INTO streams (id, channel_id, broadcast, server, test, status, title, tags, language,"
            " mature, now_playing, started_at, heard_at, ended_at, end_reason, viewers, peak_viewers, created_at)"
            " SELECT gen_random_uuid(), channel.id, 'b' || n, 'm', false,"
            "  CASE WHEN n <= %(live)s THEN 'live' ELSE 'ended' END, channel.name, '{}', 'en', false, '',"
            "  now(), now(), CASE WHEN n <= %(live)s THEN NULL ELSE now() END, '', 0, 0, now()"
            " FROM (SELECT n, %(ids)s::uuid[] AS ids FROM generate_series(1, %(streams)s) AS n) AS numbers"
            " JOIN LATERAL (SELECT id, name FROM channels WHERE id = ids[1 + n %% %(channels)s]) AS channel ON true",
            {"live": LIVE, "ids": ids, "streams": streams, "channels": channels},
        )
        documents("channel", zip(ids, names, strict=True), live=False)
        documents("person", zip(users, names, strict=True), live=False)
        cursor.execute("SELECT id, title FROM streams WHERE ended_at IS NULL")
        documents("stream", iter(cursor.fetchall()), live=True)
        copy("search_words", "word, near", ((each, near(each)) for each in sorted(known)))
        connection.commit()
        connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")
    return names


async def measure(label: str, questions: list[str], ask: Callable[[str], Awaitable[int]]) -> None:
    """Ask one after the other, and print how long the answers took."""
    times, found = [], 0
    for question in questions:
        began = time.perf_counter()
        found += await ask(question) > 0
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    answered = f"{100 * found / len(questions):.0f} % answered"
    print(
        f"{label}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, most {times[-1]:.1f} ms, {answered}"
    )


def mistyped(text: str) -> str:
    place = SEEDED.randrange(len(text))
    return text[:place] + text[place + 1 :]


async def run(url: str, names: list[str], questions: int) -> None:
    engine = create_engine(url)

    async def publish(_) -> None:
        return None

    unused = dict.fromkeys(field.name for field in fields(Context) if field.default_factory is MISSING)
    used = {"transaction": transactions(engine, publish), "clock": HandClock()}
    context = Context(**(unused | used))
    contexts.use(context)

    async def suggest(text: str) -> int:
        return len(await search.suggest(context, ANONYMOUS, text))

    async def find(text: str) -> int:
        return len((await search.search(context, ANONYMOUS, text)).page.data)

    asked = [SEEDED.choice(names) for _ in range(questions)]
    await measure("warm-up", asked[:50], find)
    await measure("suggestions", [text[: SEEDED.randint(1, 8)] for text in asked], suggest)
    await measure("searches", asked, find)
    await measure("searches, a letter missing", [mistyped(text) for text in asked], find)
    await engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--channels", type=int, default=100_000)
    parser.add_argument("--streams", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=500)
    arguments = parser.parse_args()
    with migrated_database() as url:
        began = time.perf_counter()
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        names = fill(plain, arguments.channels, arguments.streams)
        print(f"filled in {time.perf_counter() - began:.0f} s")
        asyncio.run(run(url, names, arguments.questions))


if __name__ == "__main__":
    main()
