"""The doctor sees what is wrong, says how to mend it, and changes nothing."""

import dataclasses
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from aethex_live.commands import doctor


def test_a_healthy_installation_has_nothing_to_mend(settings, tmp_path):
    settings = dataclasses.replace(settings, data_dir=tmp_path / "not-yet", production=False)
    grave = [finding for finding in doctor.examine(settings) if finding.grave and not finding.well]
    assert grave == []
    assert list(tmp_path.iterdir()) == []


def test_secrets_that_others_can_read(untouched):
    (untouched.data_dir / "secrets.env").chmod(0o644)
    finding = doctor.secrets(untouched.data_dir)
    assert not finding.well and finding.remedy.startswith("Run: chmod 600 ")


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        finding = doctor.port("PORT", port)
    assert (finding.well, finding.detail) == (False, "in use")


def test_the_ports_of_the_media_server_are_looked_at_by_its_own_settings(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIA_HTTP", "127.0.0.1:18099")
    public = dataclasses.replace(settings, data_dir=tmp_path, media_rtmp_url="rtmp://tv.example:443/live")
    subjects = {finding.subject for finding in doctor.examine(public)}
    assert {"Port 1935", "Port 18099"} <= subjects and "Port 443" not in subjects


def test_a_database_that_does_not_answer_or_waits_for_migrations(untouched):
    assert "will bring it up to date" in doctor.database(untouched, untouched.data_dir).detail
    nowhere = dataclasses.replace(untouched, database_url="postgresql://nobody@127.0.0.1:1/none")
    finding = doctor.database(nowhere, nowhere.data_dir)
    assert not finding.well and finding.grave and "correct DATABASE_URL" in finding.remedy


def test_a_site_that_runs_is_asked_how_its_parts_are(settings, tmp_path):
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status":"ok"}')

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = dataclasses.replace(
            settings, port=server.server_port, media_control_url="http://127.0.0.1:1/control"
        )
        found = {finding.subject: finding for finding in doctor.site(here, tmp_path)}
        server.shutdown()
    assert found["Schema"].well and "Workers: 0" in found["Background work"].detail
    media = found["Media server"]
    assert not media.well and not media.grave and "MEDIA_CONTROL_URL" in media.remedy
    assert list(doctor.site(here, tmp_path)) == []


def test_mail_is_needed_in_production_and_must_answer(settings):
    silent = doctor.mail(dataclasses.replace(settings, production=True))
    assert not silent.well and "Set SMTP_URL" in silent.remedy
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        there = dataclasses.replace(settings, smtp_url=f"smtp://127.0.0.1:{port}")
        assert doctor.mail(there).well
    assert not doctor.mail(there).well
    misspelt = doctor.mail(dataclasses.replace(settings, smtp_url="smtp://127.0.0.1:mail"))
    assert not misspelt.well and misspelt.remedy.startswith("SMTP_URL must look like")


@pytest.mark.parametrize(
    "address, well",
    [("http://localhost:3000", True), ("https://live.example", True), ("http://192.0.2.1:3000", False)],
)
def test_browsers_want_tls_elsewhere_than_on_this_machine(address, well):
    from aethex_live.config import Settings

    assert doctor.base_url(Settings(base_url=address)).well is well
