"""The mails about accounts. Plain text: it reads the same everywhere and hides nothing."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from aethex_live.data import user as users
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.moment import named
from aethex_live.errors import Words
from aethex_live.messages import translate
from aethex_live.services.context import Actor, Context
from aethex_live.services.ports import Mail


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail is for, and in which language."""

    email: str
    username: str
    language: str


async def reader(uow: UnitOfWork, actor: Actor, user: User) -> Reader:
    """`user`, who reads what they chose in their settings, else what `actor` reads: mostly that is them."""
    chosen = (await users.settings_of(uow, user.id)).language
    return Reader(user.email, user.username, chosen or actor.language)


def verify(context: Context, to: Reader, token: str) -> Mail:
    """Somebody registered with this address."""
    return _mail(
        context,
        to,
        Words("Confirm your e-mail address"),
        Words("Welcome, {username}!", username=to.username),
        Words(
            "Follow this link to confirm your address. It works for 24 hours:\n\n{link}",
            link=_link(context, "/verify-email", token=token),
        ),
        Words("If you did not register, ignore this mail: without the link nothing happens."),
    )


def already_registered(context: Context, to: Reader) -> Mail:
    """Somebody registered with an address that has an account."""
    return _mail(
        context,
        to,
        Words("You already have an account"),
        _hello(to),
        Words(
            "somebody, probably you, has just registered with this address, which already has an account.\n"
            "Log in here: {log_in}\n"
            "If you forgot your password, choose a new one: {reset}",
            log_in=_link(context, "/login"),
            reset=_link(context, "/forgot-password"),
        ),
        Words("If it was not you, ignore this mail: nothing was changed."),
    )


def reset(context: Context, to: Reader, token: str) -> Mail:
    """Somebody wants to choose a new password."""
    return _mail(
        context,
        to,
        Words("Choose a new password"),
        _hello(to),
        Words(
            "follow this link to choose a new password. It works for one hour, once:\n\n{link}",
            link=_link(context, "/reset-password", token=token),
        ),
        Words("If you did not ask for it, ignore this mail: your password stays as it is."),
    )


def email_change_old(context: Context, to: Reader, new_email: str, token: str) -> Mail:
    """The present address is asked whether another may take its place."""
    return _mail(
        context,
        to,
        Words("Confirm the change of your e-mail address"),
        _hello(to),
        Words(
            "your account is to get the address {new_email}. Both addresses have to agree.\n"
            "Follow this link to agree. It works for 24 hours:\n\n{link}",
            new_email=new_email,
            link=_link(context, "/confirm-email", token=token),
        ),
        Words(
            "If you did not ask for it, do not follow the link, change your password, and sign out everywhere."
        ),
    )


def email_change_new(context: Context, to: Reader, token: str) -> Mail:
    """The new address is asked whether it belongs to the person."""
    return _mail(
        context,
        to,
        Words("Confirm your new e-mail address"),
        _hello(to),
        Words(
            "this address is to become that of your account. Both addresses have to agree.\n"
            "Follow this link to agree. It works for 24 hours:\n\n{link}",
            link=_link(context, "/confirm-email", token=token),
        ),
        Words("If you did not ask for it, ignore this mail: without the link nothing happens."),
    )


def notice(context: Context, to: Reader, subject: Words, what: Words) -> Mail:
    """Something about the account was changed; for the case that it was somebody else."""
    return _mail(
        context,
        to,
        subject,
        _hello(to),
        what,
        Words(
            "If it was not you, choose a new password at once: {reset}",
            reset=_link(context, "/forgot-password"),
        ),
    )


def suspended(context: Context, to: Reader, sentence: Words) -> Mail:
    """Staff have suspended the account."""
    return _mail(context, to, Words("Your account is suspended"), _hello(to), sentence)


def deletion(context: Context, to: Reader, due_at: datetime) -> Mail:
    """The account will be deleted."""
    return _mail(
        context,
        to,
        Words("Your account will be deleted"),
        _hello(to),
        Words(
            "as you asked, your account will be deleted on {due}.\nUntil then, logging in keeps it: {log_in}",
            due=named(due_at),
            log_in=_link(context, "/login"),
        ),
        Words("If it was not you, log in and change your password."),
    )


def _hello(to: Reader) -> Words:
    return Words("Hello {username},", username=to.username)


def _link(context: Context, path: str, **query: str) -> str:
    return context.settings.base_url.rstrip("/") + path + (f"?{urlencode(query)}" if query else "")


def _mail(context: Context, to: Reader, subject: Words, *paragraphs: Words) -> Mail:
    told = [translate(to.language, paragraph) for paragraph in paragraphs]
    return Mail(
        to=to.email,
        subject=f"{context.site_name}: {translate(to.language, subject)}",
        text="\n\n".join((*told, context.site_name)) + "\n",
    )
