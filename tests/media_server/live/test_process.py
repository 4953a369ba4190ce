"""`python -m media_server` as a process of its own: started wrongly, stopped politely, killed. Case 20."""

import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientConnectionError, ClientSession

from media_server import log
from media_server.__main__ import main
from media_server.record.store import RecordingStore
from tests.media_server.live.publisher import Publisher
from tests.media_server.live.studio import KEY, KEYS
from tests.media_server.waiting import until


async def start(folder: Path, *arguments: str, **environment: str) -> Process:
    """Nothing of the test's own environment goes along."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "media_server", *arguments),
        stdout=DEVNULL,
        stderr=PIPE,
        env={"MEDIA_REFUSE_BELOW": "0", "MEDIA_STOP_BELOW": "0", **environment},
        cwd=Path(__file__).parents[3],
    )


async def stop(process: Process) -> None:
    """It may have ended by itself: an encoder does when its server is gone."""
    if process.returncode is None:
        process.kill()
    await process.wait()


async def said(process: Process, words: str) -> re.Match[str]:
    """Wait until it has written such a line."""
    assert process.stderr is not None
    async with asyncio.timeout(60):
        while not (match := re.search(words, (await process.stderr.readline()).decode())):
            assert process.returncode is None
    return match


async def ports(process: Process) -> tuple[int, int]:
    match = await said(process, r"ready rtmp=(\d+) http=(\d+)")
    return int(match[1]), int(match[2])


@asynccontextmanager
async def standalone(folder: Path, **environment: str) -> AsyncIterator[tuple[Process, int, int]]:
    (folder / "keys.toml").write_text(KEYS)
    process = await start(
        folder,
        *("--standalone", "--keys", str(folder / "keys.toml"), "--data", str(folder / "data")),
        *("--rtmp", "127.0.0.1:0", "--http", "127.0.0.1:0"),
        **environment,
    )
    try:
        yield process, *await ports(process)
    finally:
        await stop(process)


@asynccontextmanager
async def publisher(port: int) -> AsyncIterator[Publisher]:
    """Live in real time, with a second of its stream in advance."""
    live = await Publisher.connect(port, KEY)
    live.play(ahead_s=1.0)
    try:
        yield live
    finally:
        await live.close()


async def until_segments(port: int, count: int) -> str:
    text = ""

    async def there() -> bool:
        nonlocal text
        url = f"http://127.0.0.1:{port}/live/alpha/source/index.m3u8"
        try:
            async with ClientSession() as web, web.get(url) as response:
                text = await response.text()
        except ClientConnectionError:
            return False
        return text.count("#EXTINF") >= count

    await until(there)
    return text


async def test_sigterm_seals_and_ends_cleanly(tmp_path):
    async with standalone(tmp_path) as (process, rtmp, http), publisher(rtmp) as live:
        await until_segments(http, 1)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 60) == 0
        await asyncio.wait_for(live.over.wait(), 60)
    [info] = RecordingStore(tmp_path / "data" / "recordings").recordings()
    assert info.end_reason == "ended" and info.duration_s > 1.9


async def test_what_was_recorded_before_a_kill_plays_after_the_restart(tmp_path):
    async with standalone(tmp_path) as (process, rtmp, http):
        async with publisher(rtmp):
            text = await until_segments(http, 2)
            process.kill()
            await process.wait()
    seen = sum(float(duration) for duration in re.findall(r"PART:DURATION=([\d.]+)", text))
    async with standalone(tmp_path) as (process, rtmp, http), ClientSession() as web:
        [info] = RecordingStore(tmp_path / "data" / "recordings").recordings()
        assert info.end_reason == "repaired" and info.duration_s > seen - 0.3
        async with web.get(f"http://127.0.0.1:{http}/recordings/{info.recording_id}/media.m3u8") as response:
            assert "#EXT-X-ENDLIST" in await response.text()


async def test_without_file_descriptors_running_streams_go_on_and_others_come_later(tmp_path):
    """Case 21."""
    async with standalone(tmp_path) as (process, rtmp, http), publisher(rtmp) as live:
        await until_segments(http, 1)
        server = psutil.Process(process.pid)
        server.rlimit(psutil.RLIMIT_NOFILE, (server.num_fds() + 8,) * 2)
        crowd = [await asyncio.open_connection("127.0.0.1", http) for _ in range(40)]
        with socket.create_connection(("127.0.0.1", rtmp)):
            await said(process, "no file descriptors")  # for the last ones
        for _, writer in crowd:
            writer.close()
        await until_segments(http, 2)
        assert not live.over.is_set() and process.returncode is None
    assert all(
        info.duration_s > 1.9 for info in RecordingStore(tmp_path / "data" / "recordings").recordings()
    )


@pytest.mark.parametrize(
    ("arguments", "keys", "words"),
    [
        (("--standalone",), KEYS, "go together"),
        (("--standalone", "--keys", "KEYS"), "", "holds no keys"),
        (("--standalone", "--keys", "KEYS"), "sk-1 = 7", "public name"),
        (("--standalone", "--keys", "KEYS", "--rtmp", "nowhere"), KEYS, "HOST:PORT"),
        ((), KEYS, "MEDIA_APP_SECRET"),
    ],
    ids=["no keys", "empty", "bad name", "bad address", "no app"],
)
def test_a_wrong_start_says_what_to_do(tmp_path, monkeypatch, capsys, arguments, keys, words):
    path = tmp_path / "keys.toml"
    path.write_text(keys)
    given = [str(path) if argument == "KEYS" else argument for argument in arguments]
    for name in [name for name in os.environ if name.startswith("MEDIA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", ["", *given, "--data", str(tmp_path / "data"), "--http", "127.0.0.1:0"])
    monkeypatch.setattr(log, "configure", lambda level: None)
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr().err
    assert code == 2 and words in said and "sk-" not in said


async def test_an_address_of_another_machine_is_told_in_a_sentence(tmp_path):
    (tmp_path / "keys.toml").write_text(KEYS)
    where = ("--data", str(tmp_path / "data"), "--http", "127.0.0.1:0", "--rtmp", "192.0.2.1:1")
    process = await start(tmp_path, "--standalone", "--keys", str(tmp_path / "keys.toml"), *where)
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert "assign" in errors.decode() and "Traceback" not in errors.decode(), errors.decode()
    assert "sk-" not in errors.decode()
