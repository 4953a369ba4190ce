"""The first administrator: made by whoever has the machine, since nobody on the site could."""

from aethex_live.data import user as users
from aethex_live.data.models.user import User
from aethex_live.domain import user as rules
from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.password import check_password
from aethex_live.domain.user import Role
from aethex_live.errors import Conflict, InvalidInput, Words
from aethex_live.services import audit
from aethex_live.services.context import ANONYMOUS, Context

_TAKEN = {
    "username": Words("Somebody else has this name."),
    "email": Words("Somebody else has this address."),
}


async def exists(context: Context, username: str) -> bool:
    """Whether somebody has this name."""
    async with context.transaction() as uow:
        return await users.by_username(uow, username) is not None


async def promote(context: Context, username: str) -> None:
    """Make somebody who has an account an administrator."""
    async with context.transaction() as uow:
        user = await users.by_username(uow, username)
        if user is None:
            raise InvalidInput(Words("Nobody here is called “{name}”.", name=username), field="username")
        before, user.role = user.role, Role.ADMIN.value
        user.email_verified_at = user.email_verified_at or context.clock()
        subject = Subject("user", str(user.id), user.username)
        await audit.note(
            context, uow, ANONYMOUS, Action.USER_ROLE_CHANGED, subject, before=before, after=user.role
        )


async def create(context: Context, username: str, email: str, password: str) -> None:
    """Make an account that is an administrator and needs no mail to be confirmed."""
    username, email = rules.check_username(username), rules.check_email(email)
    check_password(password, username=username, email=email)
    now = context.clock()
    user = User(
        username=username,
        email=email,
        email_verified_at=now,
        display_name=username,
        password_hash=await context.accounts.passwords.hash(password),
        role=Role.ADMIN.value,
        created_at=now,
        updated_at=now,
    )
    async with context.transaction() as uow:
        try:
            await users.add(uow, user)
        except users.Taken as taken:
            raise Conflict(_TAKEN[taken.field], field=taken.field) from taken
        subject = Subject("user", str(user.id), username)
        await audit.note(context, uow, ANONYMOUS, Action.USER_ROLE_CHANGED, subject, after=user.role)
