"""A recording of a real encoder, and a publisher that sends it in real time for next to nothing."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.load.media_processes import Running, running

SECONDS = 20


def sample(kbps: int, fps: int = 30) -> Path:
    """H.264 720p with keyframes each second and AAC, of a nearly constant bit rate; made once a boot."""
    path = Path(tempfile.gettempdir()) / f"media-sample-{kbps}-{fps}.flv"
    if not path.exists():
        made = path.with_suffix(".new.flv")
        command = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
        command += ["-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate={fps},noise=alls=30:allf=t"]
        command += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
        command += ["-t", str(SECONDS), "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"]
        command += ["-g", str(fps), "-b:v", f"{kbps}k", "-minrate", f"{kbps}k", "-maxrate", f"{kbps}k"]
        command += ["-bufsize", f"{kbps}k", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-f", "flv", str(made)]
        subprocess.run(command, check=True)
        made.rename(path)
    return path


@contextmanager
def looped_publisher(url: str, kbps: int, fps: int = 30) -> Iterator[Running]:
    """ffmpeg copies the sample to `url` again and again."""
    source = sample(kbps, fps)
    command = ["ffmpeg", "-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", str(source)]
    with running([*command, "-c", "copy", "-f", "flv", url]) as publisher:
        yield publisher
