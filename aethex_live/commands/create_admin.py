"""`aethex-live create-admin`: the first administrator, or one more."""

import argparse
import asyncio
import getpass
import sys

from aethex_live.errors import AppError
from aethex_live.installation import running


def register(commands: "argparse._SubParsersAction") -> None:
    """Announce the command."""
    parser = commands.add_parser(
        "create-admin",
        help="make an administrator",
        description="Make an account that may do everything on the site; or, when the name exists, let that "
        "account do so. The password is asked for; without a terminal it is the first line of the input.",
    )
    parser.add_argument("username", help="the name to log in with")
    parser.add_argument("email", nargs="?", help="the e-mail address; needed for a new account")
    parser.set_defaults(command=_run)


def _run(arguments: argparse.Namespace) -> int:
    with running():
        try:
            print(asyncio.run(_create(arguments.username, arguments.email)))
        except AppError as error:
            raise ValueError(error.message) from error
    return 0


async def _create(username: str, email: str | None) -> str:
    from aethex_live import wiring
    from aethex_live.services import administrator

    async with wiring.command() as context:
        if await administrator.exists(context, username):
            await administrator.promote(context, username)
            return f"{username} is an administrator now."
        if not email:
            raise ValueError(f"There is no account {username} yet. Give an e-mail address to make one.")
        await administrator.create(context, username, email, await asyncio.to_thread(_password))
        return f"Made the administrator {username}."


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise ValueError("The two passwords differ. Nothing was changed.")
    return password
