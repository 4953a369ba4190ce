"""Job processes: results come back, and whatever happens to one process is a clear error for one job."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from media_server.jobs.errors import JobCrashed, JobError, JobsBusy, JobTimeout
from media_server.jobs.pool import JobPool, PoolSettings
from media_server.jobs.requests import ClipJob, LoudnessJob, Mp4Job, PosterJob, StoryboardJob, ThumbnailJob
from tests.media_server.jobs.recordings import Recorded, numbers
from tests.media_server.made_media import Recipe, packaged
from tests.media_server.waiting import until


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    return Recorded(tmp_path_factory.mktemp("pool") / "r", Recipe(seconds=6, gop=30))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool():
    """Shared: a process that a test costs is replaced."""
    made = JobPool()
    made.start()
    yield made
    await made.close()


def job_processes() -> list[psutil.Process]:
    children = psutil.Process().children()  # not theirs: a whole site may run beside this test
    return [child for child in children if "media_server.jobs.worker" in child.cmdline()]


async def test_every_kind_of_job(pool, recorded, tmp_path):
    runs = recorded.runs()
    mp4, clip, poster, board, loudness = await asyncio.gather(
        pool.run(Mp4Job(runs, str(tmp_path / "all.mp4"))),
        pool.run(ClipJob(runs, 1.5, 3.0, str(tmp_path / "clip.mp4"))),
        pool.run(PosterJob(runs, 2.0, str(tmp_path / "poster.jpg"))),
        pool.run(StoryboardJob(runs, str(tmp_path))),
        pool.run(LoudnessJob(runs)),
    )
    assert mp4[0].video_samples == 180 and numbers(tmp_path / "clip.mp4") == list(range(45, 90))
    assert clip[0].frames == 45 and poster[0].width == 160 and board[0].pictures == 2
    assert loudness[0].integrated_lufs == pytest.approx(-20.0, abs=0.2)


async def test_a_live_thumbnail_comes_back_without_touching_the_disk(pool):
    outputs = packaged(Recipe(seconds=2))
    job = ThumbnailJob(len(outputs[0].data), max_width=160)
    result, picture = await pool.run(job, outputs[0].data + outputs[1].data)
    assert (result.width, result.height) == (160, 90) and picture[8:12] == b"WEBP"


async def test_a_job_that_fails_says_why_and_the_process_goes_on(pool, recorded, tmp_path):
    with pytest.raises(JobError, match="lasts between"):
        await pool.run(ClipJob(recorded.runs(), 3.0, 1.0, str(tmp_path / "clip.mp4")))
    before = {process.pid for process in job_processes()}
    await pool.run(PosterJob(recorded.runs(), 2.0, str(tmp_path / "poster.jpg")))
    assert {process.pid for process in job_processes()} == before


async def test_a_job_that_hangs_is_stopped_and_leaves_nothing(pool, recorded, tmp_path):
    await pool.run(PosterJob(recorded.runs(), 2.0, str(tmp_path / "warm.jpg")))
    os.mkfifo(tmp_path / "pipe")  # reading it waits for ever
    runs = tuple(
        type(run)(run.start_s, run.duration_s, tuple(_elsewhere(r, tmp_path / "pipe") for r in run.ranges))
        for run in recorded.runs()
    )
    with pytest.raises(JobTimeout, match="stopped after"):
        await pool.run(ClipJob(runs, 1.0, 2.0, str(tmp_path / "clip.mp4")), timeout_s=0.5)
    await pool.run(ClipJob(recorded.runs(), 1.0, 2.0, str(tmp_path / "clip.mp4")))
    assert numbers(tmp_path / "clip.mp4") == list(range(30, 60))


def _elsewhere(place, path: Path):
    return type(place)(str(path), place.init_size, place.offset, place.size)


async def test_a_process_that_dies_costs_its_own_job_only(pool, recorded, tmp_path):
    await asyncio.gather(
        pool.run(PosterJob(recorded.runs(), 2.0, str(tmp_path / "warm.jpg"))),
        pool.run(LoudnessJob(recorded.runs())),
    )
    for process in job_processes():
        process.send_signal(signal.SIGSTOP)
    jobs = [
        asyncio.create_task(pool.run(ClipJob(recorded.runs(), 1.0, 2.0, str(tmp_path / "clip.mp4")))),
        asyncio.create_task(pool.run(PosterJob(recorded.runs(), 1.0, str(tmp_path / "next.jpg")))),
    ]
    await asyncio.sleep(0.1)
    dead = job_processes()
    for process in dead:
        process.kill()
    with pytest.raises(JobCrashed):
        await jobs[0]
    result, _ = await jobs[1]
    assert result.width == 160
    await until(lambda: not any(process.is_running() for process in dead))
    loudness, _ = await pool.run(LoudnessJob(recorded.runs()))  # its process died while it had nothing to do
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.2)


async def test_what_waits_is_bounded(recorded, tmp_path):
    pool = JobPool(PoolSettings(quick_processes=0, long_processes=0, waiting=2))
    pool.start()
    waiting = [asyncio.create_task(pool.run(LoudnessJob(recorded.runs()))) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(JobsBusy):
        await pool.run(LoudnessJob(recorded.runs()))
    await pool.close()
    for task in waiting:
        with pytest.raises(JobCrashed, match="shutting down"):
            await task


async def test_a_job_process_has_no_secrets_low_priority_and_bounded_memory(
    pool, recorded, tmp_path, monkeypatch
):
    monkeypatch.setenv("MEDIA_APP_SECRET", "hush")
    fresh = JobPool(PoolSettings(quick_processes=1, long_processes=0))
    before = {process.pid for process in job_processes()}
    fresh.start()
    await fresh.run(PosterJob(recorded.runs(), 2.0, str(tmp_path / "poster.jpg")))
    (process,) = [p for p in job_processes() if p.pid not in before]
    assert "MEDIA_APP_SECRET" not in process.environ() and "hush" not in process.environ().values()
    assert process.nice() >= 2
    assert process.rlimit(psutil.RLIMIT_AS)[0] == 4 * 1024**3
    await fresh.close()
    assert not process.is_running()


PARENT = """
import asyncio, psutil
from media_server.jobs.pool import JobPool, PoolSettings

async def main():
    pool = JobPool(PoolSettings(long_processes=0))
    pool.start()
    while not psutil.Process().children():
        await asyncio.sleep(0.01)
    print(psutil.Process().children()[0].pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_no_process_outlives_a_server_that_was_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    psutil.wait_procs([child], timeout=20)
    assert not child.is_running()
