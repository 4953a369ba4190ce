"""`aethex-live demo`: a new site that looks lived in. `up` does the same when DEMO is on."""

import argparse
import asyncio

from aethex_live.config import Settings
from aethex_live.installation import Say, running


def register(commands: "argparse._SubParsersAction") -> None:
    """Announce the command."""
    parser = commands.add_parser(
        "demo",
        help="fill a new site with people, channels and pictures",
        description="Fill a site that nobody has used yet with people, channels and pictures, and say with "
        "which accounts to try it. Their passwords are new each time and shown only here.",
    )
    parser.set_defaults(command=_run)


def _run(_: argparse.Namespace) -> int:
    with running() as settings:
        log_ins = fill(settings)
    print("\n".join(log_ins) if log_ins else "Nothing was added: this site has people already.")
    return 0


def fill(settings: Settings, say: Say = print, *, demo: bool = True) -> list[str]:
    """Fill a new site and give the accounts to try it with, as lines to show; nothing for any other site.

    Its first categories a site gets in any case.
    """
    from aethex_live.data import dump

    demo = demo and not settings.production and not dump.has_people(settings.database_url)
    if demo:
        say("Making demo content. This takes some seconds, and only the first time.")
    return asyncio.run(_seed(demo))


def programmes(settings: Settings) -> list[str]:
    """What the demo's channels show, and where it is published: lines for `aethex_live.demo_tv`."""
    if settings.production or not settings.demo:
        return []
    return [f"{programme} {url}" for programme, url in asyncio.run(_programmes())]


async def _programmes() -> list[tuple[str, str]]:
    from aethex_live import wiring
    from aethex_live.services import demo_life

    async with wiring.command() as context:
        return await demo_life.programmes(context)


async def _seed(wanted: bool) -> list[str]:
    from aethex_live import wiring
    from aethex_live.integrations.art.artist import artist
    from aethex_live.services import demo, first_categories

    async with wiring.command() as context:
        with artist() as drawing:
            if not wanted:
                await first_categories.make(context, drawing)
                return []
            log_ins = await demo.seed(context, drawing) or ()
    return [f"{each.username:<14} {each.password:<20} {each.what}" for each in log_ins]
