"""Mail by SMTP, to the server in SMTP_URL."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from aethex_live.services.ports import Mail

TIMEOUT = 30.0
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


class SmtpMailer:
    """A Mailer. `smtp://` insists on STARTTLS, `smtps://` is TLS from the start, `smtp+plain://` has none."""

    def __init__(self, url: str, sender: str):
        host, port = address(url)
        parts = urlsplit(url)
        if "@" not in parseaddr(sender)[1]:
            raise ValueError(f"MAIL_FROM must hold an address such as noreply@example.org, not {sender!r}.")
        self._sender = sender
        self._server = {
            "hostname": host,
            "port": port,
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            "start_tls": parts.scheme == "smtp",
        }

    async def send(self, mail: Mail) -> None:
        """Hand the mail to the server; raises when it does not take it."""
        await aiosmtplib.send(compose(mail, self._sender), timeout=TIMEOUT, **self._server)


def address(url: str) -> tuple[str, int]:
    """Host and port of the server that SMTP_URL names."""
    try:
        parts = urlsplit(url)
        if parts.scheme in _PORTS and parts.hostname:
            return parts.hostname, parts.port or _PORTS[parts.scheme]
    except ValueError:
        pass  # of a port that is no number, said below with the rest
    raise ValueError(
        "SMTP_URL must look like smtps://user:password@host:465 (or smtp:// for STARTTLS, "
        "smtp+plain:// for none)."
    )


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it goes over the wire. A line break in a header is refused by the library."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message
