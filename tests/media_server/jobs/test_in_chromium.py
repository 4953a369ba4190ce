"""What Chromium shows of the files that the jobs make: frame by frame, and over a change of picture size."""

import base64
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from media_server.jobs.clip import make_clip
from media_server.jobs.remux import make_mp4
from media_server.jobs.requests import ClipJob, Mp4Job
from tests.media_server.jobs.recordings import Recorded
from tests.media_server.made_media import Recipe

# Reads the number out of the picture that is shown at each of some moments.
SHOWN = """
async ([file, moments]) => {
  const bytes = Uint8Array.from(atob(file), c => c.charCodeAt(0));
  const video = document.createElement('video');
  const happens = name => new Promise((resolve, reject) => {
    video.addEventListener(name, resolve, {once: true});
    video.addEventListener('error', () => reject(new Error(video.error.message)), {once: true});
  });
  const loaded = happens('loadeddata');
  video.muted = true;
  video.src = URL.createObjectURL(new Blob([bytes], {type: 'video/mp4'}));
  await loaded;
  const shown = [];
  for (const moment of moments) {
    // "seeked" may come before the new picture can be drawn: wait for the compositor to have it as well.
    const arrived = happens('seeked');
    const drawn = new Promise(done => video.requestVideoFrameCallback(done));
    video.currentTime = moment;
    await arrived;
    await Promise.race([drawn, new Promise(done => setTimeout(done, 2000))]);
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d');
    canvas.drawImage(video, 0, 0);
    let number = 0;
    for (let bit = 0; bit < 16; bit++) {
      const x = Math.floor((bit + 0.5) * Math.floor(video.videoWidth / 16));
      number = number * 2 + (canvas.getImageData(x, Math.floor(video.videoHeight / 12), 1, 1).data[1] > 125);
    }
    shown.push([number, video.videoWidth]);
  }
  return [video.duration, shown];
}
"""


@pytest.fixture
async def page():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield await browser.new_page()
        await browser.close()


def as_text(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


async def shown(page, path: Path, moments: list[float]) -> tuple[float, list[tuple[int, int]]]:
    duration, pictures = await page.evaluate(SHOWN, [as_text(path), moments])
    return duration, [tuple(picture) for picture in pictures]


@pytest.mark.browser
@pytest.mark.parametrize("exact", [True, False], ids=["seams encoded", "edit list"])
async def test_a_clip_begins_and_ends_at_the_chosen_pictures(page, tmp_path, exact):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=8, gop=60, bframes=2, width=320, height=180))
    target = tmp_path / "clip.mp4"
    make_clip(ClipJob(recorded.runs(1.5, 6.5), 1.5, 6.5, str(target), exact))
    frames = [0, 1, 14, 15, 16, 80, 134, 135, 136, 149]
    duration, pictures = await shown(page, target, [(n + 0.5) / 30 for n in frames])
    assert [number for number, _ in pictures] == [45 + n for n in frames]
    assert duration == pytest.approx(5.0, abs=0.03)


@pytest.mark.browser
async def test_a_download_plays_across_a_change_of_picture_size(page, tmp_path):
    second = Recipe(seconds=3, width=640, height=360, first_number=1000)
    recorded = Recorded(tmp_path / "r", Recipe(seconds=3, width=320, height=180), second)
    target = tmp_path / "all.mp4"
    make_mp4(Mp4Job(recorded.runs(), str(target)))
    _, pictures = await shown(page, target, [1.0, 4.5, 2.0, 5.5])
    assert [width for _, width in pictures] == [320, 640, 320, 640]
    assert [number >= 1000 for number, _ in pictures] == [False, True, False, True]
