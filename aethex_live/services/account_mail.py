"""The mails about accounts. Plain text: it reads the same everywhere and hides nothing."""

from datetime import datetime
from urllib.parse import urlencode

from aethex_live.config import Settings
from aethex_live.services.ports import Mail


def verify(settings: Settings, to: str, username: str, token: str) -> Mail:
    """Somebody registered with this address."""
    return _mail(
        settings,
        to,
        "Confirm your e-mail address",
        f"Welcome, {username}!",
        f"Follow this link to confirm your address. It works for 24 hours:\n\n"
        f"{_link(settings, '/verify-email', token=token)}",
        "If you did not register, ignore this mail: without the link nothing happens.",
    )


def already_registered(settings: Settings, to: str, username: str) -> Mail:
    """Somebody registered with an address that has an account."""
    return _mail(
        settings,
        to,
        "You already have an account",
        f"Hello {username},",
        "somebody, probably you, has just registered with this address, which already has an account.\n"
        f"Log in here: {settings.base_url}/login\n"
        f"If you forgot your password, choose a new one: {settings.base_url}/forgot-password",
        "If it was not you, ignore this mail: nothing was changed.",
    )


def reset(settings: Settings, to: str, username: str, token: str) -> Mail:
    """Somebody wants to choose a new password."""
    return _mail(
        settings,
        to,
        "Choose a new password",
        f"Hello {username},",
        f"follow this link to choose a new password. It works for one hour, once:\n\n"
        f"{_link(settings, '/reset-password', token=token)}",
        "If you did not ask for it, ignore this mail: your password stays as it is.",
    )


def email_change_old(settings: Settings, to: str, username: str, new_email: str, token: str) -> Mail:
    """The present address is asked whether another may take its place."""
    return _mail(
        settings,
        to,
        "Confirm the change of your e-mail address",
        f"Hello {username},",
        f"your account is to get the address {new_email}. Both addresses have to agree.\n"
        f"Follow this link to agree. It works for 24 hours:\n\n"
        f"{_link(settings, '/confirm-email', token=token)}",
        "If you did not ask for it, do not follow the link, change your password, and sign out everywhere.",
    )


def email_change_new(settings: Settings, to: str, username: str, token: str) -> Mail:
    """The new address is asked whether it belongs to the person."""
    return _mail(
        settings,
        to,
        "Confirm your new e-mail address",
        f"Hello {username},",
        f"this address is to become that of your account. Both addresses have to agree.\n"
        f"Follow this link to agree. It works for 24 hours:\n\n"
        f"{_link(settings, '/confirm-email', token=token)}",
        "If you did not ask for it, ignore this mail: without the link nothing happens.",
    )


def notice(settings: Settings, to: str, username: str, subject: str, what: str) -> Mail:
    """Something about the account was changed; for the case that it was somebody else."""
    return _mail(
        settings,
        to,
        subject,
        f"Hello {username},",
        what,
        f"If it was not you, choose a new password at once: {settings.base_url}/forgot-password",
    )


def suspended(settings: Settings, to: str, username: str, sentence: str) -> Mail:
    """Staff have suspended the account."""
    return _mail(settings, to, "Your account is suspended", f"Hello {username},", sentence)


def deletion(settings: Settings, to: str, username: str, due_at: datetime) -> Mail:
    """The account will be deleted."""
    return _mail(
        settings,
        to,
        "Your account will be deleted",
        f"Hello {username},",
        f"as you asked, your account will be deleted on {due_at:%d %B %Y, %H:%M} UTC.\n"
        f"Until then, logging in keeps it: {settings.base_url}/login",
        "If it was not you, log in and change your password.",
    )


def _link(settings: Settings, path: str, **query: str) -> str:
    return f"{settings.base_url.rstrip('/')}{path}?{urlencode(query)}"


def _mail(settings: Settings, to: str, subject: str, *paragraphs: str) -> Mail:
    text = "\n\n".join((*paragraphs, settings.site_name))
    return Mail(to=to, subject=f"{settings.site_name}: {subject}", text=text + "\n")
