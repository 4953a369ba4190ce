"""`up` keeps its processes running: what dies is started again, what keeps dying ends all with a reason."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from aethex_live import cli, supervisor
from aethex_live.config import Settings
from aethex_live.supervisor import MOST_RESTARTS, Deaths, Process, StartFailed
from media_server.config import Settings as MediaSettings
from tests.media_server.waiting import until

# Writes down each life in the file that it is given, then lives as its second argument says.
LIFE = """
import sys, time
with open(sys.argv[1], "a") as file:
    file.write("x")
sys.stdin.read() if sys.argv[2] == "told" else None
time.sleep(0 if sys.argv[2] == "short" else 600)
"""


def process(file: Path, kind: str, **options) -> Process:
    return Process(file.name, sys.executable, "-IS", "-c", LIFE, str(file), kind, **options)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(supervisor, "RESTART_SECONDS", 0.01)
    monkeypatch.setattr(supervisor, "QUICK_SECONDS", 120)  # on a machine that is busy


@pytest.fixture
async def health():
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/healthz"


def lives(file: Path) -> int:
    return len(file.read_text()) if file.exists() else 0


async def test_what_dies_is_started_again_and_all_stop_together(tmp_path, health):
    good, bad, extra = tmp_path / "good", tmp_path / "bad", tmp_path / "extra"
    ready = asyncio.Event()
    killed = process(bad, "long")
    processes = [process(good, "long"), killed, process(extra, "told", told="hello", needed=False)]
    running = asyncio.create_task(supervisor.run(processes, health, ready.set))
    await asyncio.wait_for(ready.wait(), 60)
    await until(lambda: lives(bad) == 1)
    os.kill(killed.pid, signal.SIGKILL)
    await until(lambda: lives(bad) == 2 and lives(good) == lives(extra) == 1)
    os.kill(os.getpid(), signal.SIGINT)
    assert await asyncio.wait_for(running, 60) == 0
    assert lives(good) == 1 and lives(extra) == 1


async def test_what_keeps_dying_ends_all_unless_it_is_not_needed(tmp_path, health):
    extra, bad = tmp_path / "extra", tmp_path / "bad"
    ready = asyncio.Event()
    processes = [process(tmp_path / "good", "long"), process(extra, "short", needed=False)]
    running = asyncio.create_task(supervisor.run(processes, health, ready.set))
    await until(lambda: lives(extra) == MOST_RESTARTS + 1)
    assert ready.is_set() and not running.done()
    os.kill(os.getpid(), signal.SIGINT)
    assert await asyncio.wait_for(running, 60) == 0

    dying = process(bad, "long")
    ready.clear()
    with pytest.raises(StartFailed, match="keeps ending"):
        running = asyncio.create_task(supervisor.run([dying], health, ready.set))
        for life in range(1, MOST_RESTARTS + 2):
            await until(lambda life=life: lives(bad) >= life and (ready.is_set() or running.done()))
            os.kill(dying.pid, signal.SIGKILL)
        await asyncio.wait_for(running, 60)


def pauses(lives: list[float]) -> list[float | None]:
    deaths = Deaths()
    return [deaths.another(lived) for lived in lives]


def test_what_dies_again_and_again_is_started_later_each_time(monkeypatch):
    monkeypatch.setattr(supervisor, "RESTART_SECONDS", 0.5)
    monkeypatch.setattr(supervisor, "QUICK_SECONDS", 10)
    assert pauses([11] * 10) == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60], "between its deaths it is of use"
    assert pauses([11, 11, 11, 600, 11]) == [0.5, 1, 2, 0.5, 1], "what ran steadily begins anew"
    assert pauses([0.1] * 6) == [0.5, 1, 2, 4, 8, None], "what never comes up cannot live"
    assert pauses([0.1] * 5 + [11, 0.1]) == [0.5, 1, 2, 4, 8, 16, 32]


async def test_it_is_said_louder_the_second_time(tmp_path, health, capfd):
    dying = process(tmp_path / "bad", "long")
    running = asyncio.create_task(supervisor.run([dying], health, lambda: None))
    for life in (1, 2):
        await until(lambda life=life: lives(tmp_path / "bad") == life)
        os.kill(dying.pid, signal.SIGKILL)
    await until(lambda: lives(tmp_path / "bad") == 3)
    os.kill(os.getpid(), signal.SIGINT)
    assert await asyncio.wait_for(running, 60) == 0
    first, second = capfd.readouterr().out.splitlines()
    assert first == "The bad process ended with code -9. Starting it again."
    assert second.startswith("WARNING: The bad process ended with code -9: 2 times now without running")


def test_the_media_server_beside_the_app_shows_no_pages_of_its_own():
    process = supervisor.media_process(Settings())
    assert MediaSettings().player_page
    assert not MediaSettings.from_environment(process.environment).player_page


def test_where_another_program_listens_nothing_is_started(capsys, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("HOST", "127.0.0.1")
        monkeypatch.setenv("PORT", str(port))
        assert cli.main(["up"]) == 1
    assert f"Cannot listen on 127.0.0.1, port {port}" in capsys.readouterr().err
    with pytest.raises(StartFailed, match="change PORT or HOST"):
        supervisor.require_free("192.0.2.1", port)  # an address that no machine has


async def test_what_dies_while_it_starts_is_told_at_once(tmp_path):
    nobody = "http://127.0.0.1:1/healthz"
    with pytest.raises(StartFailed, match="bad process ended"):
        await supervisor.run([process(tmp_path / "bad", "short")], nobody, lambda: None)
