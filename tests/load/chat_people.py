"""Many people who are logged in, straight into the database, for load on a chat."""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live.clock import utc_now
from aethex_live.config import Settings
from aethex_live.data import database
from aethex_live.data.models.session import Session
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.domain.session import COOKIE, expiry
from aethex_live.domain.token import hash_token, new_token
from aethex_live.integrations.accounts import account_tools
from aethex_live.integrations.image_maker import ImageMaker
from aethex_live.integrations.local_store import LocalStore
from aethex_live.services import channel as channels
from aethex_live.services.context import Context
from tests.support.fakes import Elsewhere, Indoors, Mailbox, PushService, Record, Studio
from tests.support.people import create_actor

AT_ONCE = 500


@dataclass(frozen=True)
class Person:
    """Somebody with a session."""

    username: str
    token: str = field(default_factory=new_token)

    def headers(self, origin: str) -> dict[str, str]:
        """What their browser sends."""
        return {"Cookie": f"{COOKIE}={self.token}", "Origin": origin, "Sec-Fetch-Site": "same-origin"}


def context_on(settings: Settings, engine: AsyncEngine) -> Context:
    """A Context to make people and channels with."""
    quiet = Record()
    return Context(
        settings=settings,
        transaction=database.transactions(engine, quiet.publish),
        mailer=Mailbox(),
        publisher=quiet,
        accounts=account_tools(settings),
        store=LocalStore(settings.data_dir / "media"),
        images=ImageMaker(),
        media=Studio(),
        fetcher=Elsewhere(),
        pusher=PushService(),
        surroundings=Indoors(),
    )


async def channel(context: Context, slug: str = "load-test") -> str:
    """A channel; gives its address."""
    owner = await create_actor(context, "owner_of_it")
    await channels.create(context, owner, {"name": "Load", "slug": slug})
    return slug


async def people(context: Context, prefix: str, number: int) -> list[Person]:
    """So many of them."""
    made = [Person(f"{prefix}_{each:05}") for each in range(number)]
    for first in range(0, number, AT_ONCE):
        await _add(context, made[first : first + AT_ONCE])
    return made


async def _add(context: Context, some: list[Person]) -> None:
    now = utc_now()
    times = {"created_at": now, "updated_at": now}
    async with context.transaction() as uow:
        users = [
            User(
                username=each.username,
                display_name=each.username,
                email=f"{each.username}@example.test",
                email_verified_at=now,
                **times,
            )
            for each in some
        ]
        uow.session.add_all(users)
        await uow.session.flush()
        for user, each in zip(users, some, strict=True):
            uow.session.add(UserSettings(user_id=user.id, updated_at=now))
            uow.session.add(
                Session(
                    user_id=user.id,
                    token_hash=hash_token(each.token),
                    created_at=now,
                    seen_at=now,
                    expires_at=expiry(now),
                    confirmed_at=now,
                )
            )
