"""A live HLS stream on a server that does wrong what it is told to, and a page that plays it with our engine."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread

from aethex_live import frontend

SECONDS = 240
WINDOW = 10  # segments in a playlist
ASSETS = frontend.ROOT / "assets" / "player"
PAGE = """<!doctype html><title>Engine</title>
<script type="importmap">{"imports": {"hls.js": "/hls.mjs"}}</script>
<video id="video" muted playsinline width="320"></video>
<script type="module">
  import { Engine } from "/player/engine.js";
  const video = document.getElementById("video");
  window.phases = [];
  window.troubles = [];
  window.begin = (src, options = {}) => {
    window.engine = new Engine(video, {
      src,
      onChange: ({ phase }) => phases.at(-1) !== phase && phases.push(phase),
      onTrouble: (details) => troubles.push(details),
      ...options,
    });
    engine.wanted = true;
    video.play().catch(() => {});
  };
</script>"""
SUBTITLES = "WEBVTT\n\n00:00:00.000 --> 00:04:00.000\nGood evening\n"
SOURCE = (
    "ffmpeg -nostdin -loglevel error -f lavfi -i testsrc2=size=160x90:rate=15 -f lavfi -i sine=sample_rate=24000"
    " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 15 -keyint_min 15 -sc_threshold 0 -b:v 60k"
    f" -c:a aac -b:a 24k -ac 1 -t {SECONDS} -f hls -hls_time 1 -hls_list_size 0 -hls_segment_type fmp4"
    " -hls_fmp4_init_filename init.mp4 -hls_segment_filename"
)


@cache
def segments() -> Path:
    """A folder with seconds of a picture and a tone."""
    folder = Path(mkdtemp(prefix="faulty-hls-"))
    subprocess.run([*SOURCE.split(), str(folder / "%d.m4s"), str(folder / "all.m3u8")], check=True)
    return folder


@dataclass
class Faults:
    """What goes wrong at the moment. `status` is the answer for addresses that end in one of its keys."""

    status: dict[str, int] = field(default_factory=dict)
    garbage: bool = False  # segments are nonsense
    hang: bool = False  # segments never come
    stopped_at: float | None = None  # the encoder is away since then
    over: bool = False  # the playlist says that it is the end
    codecs: str = "avc1.42c00c,mp4a.40.2"
    key: str = ""  # a line about a key for the media playlist
    broken_second: bool = False  # a second rendition that does not exist
    subtitles: bool = False


class FaultyServer:
    """Answers until it is closed."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.began = time.monotonic() - 12
        self._asked: list[str] = []
        self.released = Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Keep the tests' output to the tests."""

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                outer._asked.append(path)
                status, kind, body = outer.answer(path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def asked(self, ending: str) -> int:
        """How often something was asked for whose address ends so."""
        return sum(path.endswith(ending) for path in self._asked)

    def stop(self) -> None:
        """The encoder goes away."""
        self.faults.stopped_at = time.monotonic()

    def resume(self) -> None:
        """The encoder is back and goes on where it stopped."""
        assert self.faults.stopped_at is not None
        self.began += time.monotonic() - self.faults.stopped_at
        self.faults.stopped_at = None

    def answer(self, path: str) -> tuple[int, str, bytes]:
        wrong = next((code for end, code in self.faults.status.items() if path.endswith(end)), None)
        if wrong:
            return wrong, "text/plain", b"no"
        if path == "/":
            return 200, "text/html", PAGE.encode()
        if path == "/hls.mjs":
            hls = frontend.web_dir() / "node_modules" / "hls.js" / "dist" / "hls.mjs"
            return 200, "text/javascript", hls.read_bytes()
        if path.startswith("/player/"):
            return 200, "text/javascript", (ASSETS / Path(path).name).read_bytes()
        if path == "/index.m3u8":
            return 200, "application/vnd.apple.mpegurl", self._multivariant().encode()
        if path == "/media.m3u8":
            return 200, "application/vnd.apple.mpegurl", self._media().encode()
        if path == "/words.m3u8":
            return 200, "application/vnd.apple.mpegurl", self._media("words.vtt").encode()
        if path == "/words.vtt":
            return 200, "text/vtt", SUBTITLES.encode()
        if path.endswith((".m4s", ".mp4")):
            return self._segment(path)
        return 404, "text/plain", b"not here"

    def _segment(self, path: str) -> tuple[int, str, bytes]:
        if self.faults.hang:
            self.released.wait(60)
            return 503, "text/plain", b"late"
        if self.faults.garbage and path.endswith(".m4s"):
            return 200, "video/mp4", b"\x00\x00\x00\x20moof" + b"\xff" * 4000
        return 200, "video/mp4", (segments() / Path(path).name).read_bytes()

    def _multivariant(self) -> str:
        faults = self.faults
        words = ',SUBTITLES="words"' if faults.subtitles else ""
        lines = ["#EXTM3U", "#EXT-X-VERSION:7"]
        if faults.subtitles:
            lines.append(
                '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="words",NAME="English",LANGUAGE="en",URI="words.m3u8"'
            )
        lines += [
            f'#EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=160x90,CODECS="{faults.codecs}"{words}',
            "media.m3u8",
        ]
        if faults.broken_second:
            lines += [
                f'#EXT-X-STREAM-INF:BANDWIDTH=90000,RESOLUTION=80x45,CODECS="{faults.codecs}"',
                "lost.m3u8",
            ]
        return "\n".join([*lines, ""])

    def _media(self, only: str = "") -> str:
        now = self.faults.stopped_at or time.monotonic()
        newest = min(SECONDS - 1, int(now - self.began))
        first = max(0, newest - WINDOW)
        lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:1", f"#EXT-X-MEDIA-SEQUENCE:{first}"]
        if not only:
            lines.append('#EXT-X-MAP:URI="init.mp4"')
        if self.faults.key and not only:
            lines.append(self.faults.key)
        for number in range(first, newest):
            lines += ["#EXTINF:1.0,", only or f"{number}.m4s"]
        return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if self.faults.over else []), ""])


@contextmanager
def faulty_server() -> Iterator[FaultyServer]:
    """One, until the test ends."""
    segments()
    server = FaultyServer()
    try:
        yield server
    finally:
        server.close()


def script(value: object) -> str:
    """As JavaScript."""
    return json.dumps(value)
