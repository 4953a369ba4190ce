"""Mail reaches a real SMTP server, waits for one that is away, and is shown where there is none."""

import asyncio
import io
import logging
from email import message_from_bytes, policy

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from aethex_live.config import Settings
from aethex_live.domain.health import MailStanding, Road
from aethex_live.integrations import mail as mails
from aethex_live.integrations.dev_mail import DevMailer
from aethex_live.integrations.mail_queue import MailQueue
from aethex_live.integrations.smtp import SmtpMailer, compose
from aethex_live.services.ports import Mail

MAIL = Mail("ada@example.test", "Grüße", "Schöner Text\n.\nmit Punkt", html="<p>Schöner Text</p>")
SENDER = "AeThex LIVE <noreply@live.example.test>"


class Sink:
    """The handler of an SMTP server: keeps what comes in, and may be away at first."""

    def __init__(self, refuse: int = 0):
        self.envelopes = []
        self.logins = []
        self._refuse = refuse

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        if self._refuse > 0:
            self._refuse -= 1
            return "451 come back later"
        self.envelopes.append(envelope)
        return "250 taken"

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=True)


@pytest_asyncio.fixture
async def serve():
    running = []

    async def start(sink: Sink, **options) -> int:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(sink, **options), "127.0.0.1", 0)
        running.append(server)
        return server.sockets[0].getsockname()[1]

    yield start
    for server in running:
        server.close()


async def test_a_server_gets_the_mail_as_it_was_meant(serve):
    sink = Sink()
    port = await serve(sink)
    await SmtpMailer(f"smtp+plain://127.0.0.1:{port}", SENDER).send(MAIL)
    (envelope,) = sink.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("noreply@live.example.test", ["ada@example.test"])
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert (message["Subject"], message["From"]) == ("Grüße", SENDER)
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == MAIL.text + "\n"
    assert "<p>Schöner" in message.get_body(("html",)).get_content()
    assert message["Date"] and message["Message-ID"].endswith("@live.example.test>")


@pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS"
)  # that is the point of smtp+plain
async def test_name_and_password_of_the_address_are_used(serve):
    sink = Sink()
    port = await serve(sink, authenticator=sink.authenticate, auth_require_tls=False, auth_required=True)
    await SmtpMailer(f"smtp+plain://us%40er:p%2Fw@127.0.0.1:{port}", SENDER).send(MAIL)
    assert sink.logins == [(b"us@er", b"p/w")]


async def test_a_server_without_tls_gets_nothing_unless_that_was_chosen(serve):
    sink = Sink()
    port = await serve(sink)
    with pytest.raises(Exception, match="STARTTLS"):
        await SmtpMailer(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    assert sink.envelopes == []


@pytest.mark.parametrize("url", ["host", "http://host", "smtp://", "mailto:a@b.c"])
def test_a_wrong_address_says_how_a_right_one_looks(url):
    with pytest.raises(ValueError, match="SMTP_URL must look like"):
        SmtpMailer(url, SENDER)


@pytest.mark.parametrize(
    ("mail_from", "sender"),
    [
        ("noreply@live.test", "Night TV <noreply@live.test>"),
        ("Owls <noreply@live.test>", "Owls <noreply@live.test>"),
    ],
)
async def test_mails_come_from_the_site_by_its_name_unless_another_is_set(serve, mail_from, sender):
    sink = Sink()
    port = await serve(sink)
    settings = Settings(smtp_url=f"smtp+plain://127.0.0.1:{port}", mail_from=mail_from, site_name="Night TV")
    async with mails.mailer(settings) as mailer:
        await mailer.send(MAIL)
    (envelope,) = sink.envelopes
    assert message_from_bytes(envelope.content, policy=policy.default)["From"] == sender


def test_a_sender_without_address_is_refused():
    with pytest.raises(ValueError, match="MAIL_FROM"):
        SmtpMailer("smtp://host", "AeThex")


def test_a_line_break_cannot_smuggle_a_header():
    with pytest.raises(ValueError):
        compose(Mail("ada@example.test", "Hi\nBcc: all@example.test", "x"), SENDER)


async def test_the_queue_takes_mail_at_once_and_tries_again(serve):
    sink = Sink(refuse=2)
    port = await serve(sink)
    async with MailQueue(SmtpMailer(f"smtp+plain://127.0.0.1:{port}", SENDER), pauses=(0.01, 0.01)) as queue:
        assert queue.standing == MailStanding(Road.SMTP)
        await queue.send(MAIL)
        assert sink.envelopes == [] and queue.standing.waiting == 1
    assert len(sink.envelopes) == 1
    told = queue.standing
    assert told.failure == "SMTPDataError" and told.failed_at < told.sent_at


async def test_what_cannot_be_sent_is_said_without_secrets(caplog):
    class Broken:
        async def send(self, mail: Mail) -> None:
            raise OSError(f"cannot reach anybody for {mail.to}: {mail.text}")

    with caplog.at_level(logging.WARNING):
        async with MailQueue(Broken(), pauses=(0,)) as queue:
            await queue.send(MAIL)
    assert "given up after 2 tries" in caplog.text
    assert MAIL.to not in caplog.text and "Schöner" not in caplog.text


async def test_a_full_queue_refuses(monkeypatch):
    monkeypatch.setattr("aethex_live.integrations.mail_queue.WAITING", 2)
    monkeypatch.setattr("aethex_live.integrations.mail_queue.GOODBYE", 0.01)

    class Stuck:
        async def send(self, mail: Mail) -> None:
            await asyncio.Event().wait()

    async with MailQueue(Stuck()) as queue:
        await queue.send(MAIL)
        await queue.send(MAIL)
        with pytest.raises(RuntimeError, match="full"):
            await queue.send(MAIL)


async def test_without_a_server_mail_is_shown_and_the_newest_fifty_kept(clock):
    terminal = io.StringIO()
    mailer = DevMailer(terminal, clock)
    for number in range(60):
        await mailer.send(Mail("ada@example.test", f"Number {number}", "Click here"))
    assert "Mail to ada@example.test" in terminal.getvalue() and "Click here" in terminal.getvalue()
    assert [sent.mail.subject for sent in mailer.newest] == [f"Number {n}" for n in range(59, 9, -1)]
    assert mailer.newest[0].at == clock.now


async def test_in_production_nothing_is_shown(capsys, caplog):
    async with mails.mailer(Settings(production=True)) as mailer:
        await mailer.send(MAIL)
    assert "SMTP_URL is not set" in caplog.text
    shown = capsys.readouterr()
    assert MAIL.text not in caplog.text + shown.out + shown.err


async def test_the_settings_choose():
    async with mails.mailer(Settings()) as mailer:
        assert isinstance(mailer, DevMailer)
    async with mails.mailer(Settings(smtp_url="smtps://host", production=True)) as mailer:
        assert isinstance(mailer, MailQueue)
