"""Who can publish to the media server and who can play it: real programs, one table.

    python -m tests.load.media_peers [--node DIR] [--ffmpeg9 PROGRAM] [--publisher NAME] [--player NAME]

Publishers and players that are not installed are left out. From Debian: `obs-studio xvfb xauth ffmpeg streamlink
gstreamer1.0-tools` (with the plugins base, good, bad, ugly and libav) `mpv vlc-bin vlc-plugin-base chromium`; into
DIR by npm: `hls.js shaka-player hls-parser mp4box`. A cell is `ok` when that player showed pictures, or read all
without a complaint.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import imageio_ffmpeg
from playwright.sync_api import sync_playwright

from media_server.check.client import Client
from media_server.check.run import check_stream
from tests.load.media_glass import CHROMIUM, CHROMIUM_FLAGS
from tests.load.media_processes import media_server, name, running

LIMIT_S = 60
SOURCE = ("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30", "-f", "lavfi", "-i", "sine=sample_rate=48000")
GST_PICTURE = "videotestsrc is-live=true ! video/x-raw,format=I420,width=640,height=360,framerate=30/1"
GST_SOUND = "audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=2 ! avenc_aac ! aacparse"
OBS_PROFILE = {
    "global.ini": "[General]\nFirstRun=true\nLastVersion=486539266\nEnableAutoUpdates=false\n[Basic]\n"
    "Profile=Test\nProfileDir=Test\nSceneCollection=Test\nSceneCollectionFile=Test\n",
    "basic/profiles/Test/basic.ini": "[General]\nName=Test\n[Output]\nMode=Simple\n[SimpleOutput]\nVBitrate=2500\n"
    "StreamEncoder=x264\n[Video]\nBaseCX=1280\nBaseCY=720\nOutputCX=1280\nOutputCY=720\nFPSCommon=30\n",
}


def ffmpeg(program: str, *codecs: str) -> Callable[[str, Path], list[str]]:
    quiet = [program, "-nostdin", "-v", "error", "-re", *SOURCE, *codecs]
    return lambda url, _: [*quiet, "-f", "flv", url]


def gstreamer(url: str, _: Path) -> list[str]:
    encode = "x264enc speed-preset=ultrafast tune=zerolatency key-int-max=60 ! h264parse"
    pipeline = f"flvmux name=mux streamable=true ! rtmp2sink location={url} {GST_PICTURE} ! {encode} ! mux."
    return ["gst-launch-1.0", "-q", *f"{pipeline} {GST_SOUND} ! mux.".split()]


def obs(url: str, folder: Path) -> list[str]:
    """With the defaults of a new profile: x264 veryfast with B-frames, a keyframe every 250 pictures."""
    server, key = url.rsplit("/", 1)
    service = {"type": "rtmp_custom", "settings": {"server": server, "key": key}}
    color = {"id": "color_source", "versioned_id": "color_source_v3", "name": "Color"}
    scene = {
        "id": "scene",
        "name": "Scene",
        "settings": {"items": [{"name": "Color", "id": 1, "visible": True}]},
    }
    files = {
        **OBS_PROFILE,
        "basic/profiles/Test/service.json": json.dumps(service),
        "basic/scenes/Test.json": json.dumps(
            {"name": "Test", "current_scene": "Scene", "sources": [scene, color]}
        ),
    }
    for path, text in files.items():
        file = folder / "obs-studio" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    settings = [
        f"XDG_CONFIG_HOME={folder}",
        f"HOME={folder}",
        f"XDG_RUNTIME_DIR={folder}",
        "LIBGL_ALWAYS_SOFTWARE=1",
    ]
    options = "--startstreaming --multi --disable-updater --profile Test --collection Test --scene Scene"
    return ["env", *settings, "xvfb-run", "-a", "-s", "-screen 0 1280x800x24", "obs", *options.split()]


def publishers(ffmpeg9: str) -> dict[str, Callable[[str, Path], list[str]]]:
    x264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "60", "-bf", "2", "-c:a", "aac")
    hevc = (
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=error:keyint=60",
        "-c:a",
        "aac",
    )
    av1 = ("-c:v", "libsvtav1", "-preset", "12", "-g", "60", "-c:a", "libopus", "-b:a", "96k")
    known = {
        "OBS": ("obs", obs),
        "ffmpeg, H.264": ("ffmpeg", ffmpeg("ffmpeg", *x264)),
        "ffmpeg 9, H.265": (ffmpeg9, ffmpeg(ffmpeg9, *hevc)),
        "ffmpeg 9, AV1 + Opus": (ffmpeg9, ffmpeg(ffmpeg9, *av1)),
        "GStreamer rtmp2sink": ("gst-launch-1.0", gstreamer),
    }
    return {label: make for label, (program, make) in known.items() if shutil.which(program)}


@dataclass(frozen=True)
class Stream:
    """Where a player finds it."""

    url: str
    node: Path
    folder: Path

    @property
    def media(self) -> str:
        return self.url.replace("/index.m3u8", "/source/index.m3u8")

    def fetch(self, file: str = "") -> bytes:
        base = self.media.rsplit("/", 1)[0]
        with urllib.request.urlopen(f"{base}/{file}" if file else self.media, timeout=LIMIT_S) as answer:
            return answer.read()


class Complaint(Exception):
    """What a player said."""


def said_by(*command: str | Path, **environment: str) -> str:
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, capture_output=True, timeout=LIMIT_S, check=False, env={**os.environ, **environment}
        )
    except subprocess.TimeoutExpired as error:
        raise Complaint(f"not done after {LIMIT_S} s") from error
    text = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode:
        raise Complaint(f"exit {done.returncode}: {text.strip()[-200:]}")
    return text


def expect(condition: object, words: str) -> None:
    if not condition:
        raise Complaint(words)


def in_ffmpeg(stream: Stream) -> None:
    """Every picture, none doubled: `-vsync passthrough` neither drops nor repeats."""
    text = said_by("ffmpeg", "-nostdin", "-v", "warning", "-i", stream.url, "-t", "5", "-f", "null", "-")
    expect(not text.strip(), text.strip()[-200:])


def in_gstreamer(stream: Stream) -> None:
    """gst-launch itself often does not end when its sink has enough: the sink says how much came."""
    source = f"souphttpsrc location={stream.url} ! hlsdemux ! decodebin"
    sink = "fakesink name=sink silent=false sync=false"
    command = ["timeout", "--preserve-status", "15", "gst-launch-1.0", "-v", *f"{source} ! {sink}".split()]
    text = subprocess.run(command, capture_output=True, timeout=LIMIT_S, check=False).stdout.decode()
    expect(text.count("chain") > 50, f"{text.count('chain')} buffers came")


def in_mpv(stream: Stream) -> None:
    options = ["--no-config", "--vo=null", "--ao=null", "--msg-level=all=warn", "--length=4"]
    text = said_by("mpv", *options, stream.url)
    expect("error" not in text.lower(), text.strip()[-200:])


def in_vlc(stream: Stream) -> None:
    """It does not run as root, and its exit code says nothing: the pictures in a file do."""
    target = stream.folder / "vlc.ts"
    stream.folder.chmod(0o777)
    out = f"#std{{access=file,mux=ts,dst={target}}}"
    line = ["cvlc", "-q", "--run-time", "5", "--play-and-exit", "--sout", out, stream.url, "vlc://quit"]
    prefix = ["setpriv", "--reuid=65534", "--clear-groups"] if os.getuid() == 0 else []
    said_by(*prefix, *line, HOME=str(stream.folder))
    shown = said_by(
        "ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", target
    )
    expect(re.search(r"nb_read_packets=\d\d", shown), "it saved no pictures")


def in_streamlink(stream: Stream) -> None:
    target = stream.folder / "streamlink.ts"
    said_by("streamlink", "--force", "-o", target, "--hls-duration", "4", f"hls://{stream.url}", "best")
    shown = said_by("ffprobe", "-v", "error", "-show_entries", "stream=codec_type", target)
    expect("video" in shown and "audio" in shown, "it saved no pictures or no sound")


def in_hls_parser(stream: Stream) -> None:
    script = (
        "const { parse } = require('hls-parser'); let text = require('fs').readFileSync(0, 'utf8');"
        "const found = parse(text); const last = found.segments.at(-1);"
        "if (!found.lowLatencyCompatibility || !(found.partTargetDuration > 0) || !last) process.exit(2);"
    )
    command = ["node", "-e", script]
    done = subprocess.run(command, input=stream.fetch(), capture_output=True, cwd=stream.node, check=False)
    expect(not done.returncode, done.stderr.decode()[-200:])


def in_mp4box(stream: Stream) -> None:
    """Header and segment; the number of samples is what ffprobe counts."""
    text = stream.fetch().decode()
    [header] = re.findall(r'MAP:URI="([^"]+)"', text)[-1:]
    segment = next(line for line in text.splitlines() if line.endswith(".m4s"))
    file = stream.folder / "segment.mp4"
    file.write_bytes(stream.fetch(header) + stream.fetch(segment))
    script = (
        "const box = require('mp4box'); const data = require('fs').readFileSync(process.argv[1]);"
        "const file = box.createFile(); file.onError = (e) => { console.error(e); process.exit(2); };"
        "const buffer = new Uint8Array(data).buffer; buffer.fileStart = 0; file.appendBuffer(buffer); file.flush();"
        "console.log(file.getInfo().videoTracks[0].nb_samples);"
    )
    done = subprocess.run(["node", "-e", script, file], capture_output=True, cwd=stream.node, check=False)
    expect(not done.returncode, done.stderr.decode()[-200:])
    counted = said_by(
        *("ffprobe", "-v", "error", "-select_streams", "v", "-count_packets"),
        *("-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", file),
    )
    seen = done.stdout.decode().strip()
    expect(seen == counted.strip(), f"mp4box counts {seen} samples, ffprobe {counted.strip()}")


def in_our_checker(stream: Stream) -> None:
    from aiohttp import ClientSession

    async def check() -> None:
        async with ClientSession() as session:
            report = await check_stream(Client(session), stream.url, 5)
        expect(not report.findings, "; ".join(str(one) for one in report.findings)[:300])

    asyncio.run(check())


HLS_JS = "const hls = new Hls({{ lowLatencyMode: true }}); hls.loadSource('{url}'); hls.attachMedia(video);"
SHAKA = (
    "shaka.polyfill.installAll(); const player = new shaka.Player(); await player.attach(video);"
    "player.configure({{ streaming: {{ lowLatencyMode: true }} }}); await player.load('{url}');"
)


def in_chromium(library: str, start: str, stream: Stream) -> None:
    """H.265 cannot be decoded by Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        page.goto(f"{stream.url.split('/live/')[0]}/healthz")
        page.set_content("<video muted autoplay></video>")
        page.add_script_tag(path=stream.node / "node_modules" / library)
        try:
            page.evaluate(
                f"async () => {{ const video = document.querySelector('video'); {start.format(url=stream.url)}"
                " video.play(); }"
            )
            page.wait_for_function("document.querySelector('video').currentTime > 0", timeout=30_000)
            began = page.evaluate("document.querySelector('video').currentTime")
            page.wait_for_function(
                f"document.querySelector('video').currentTime > {began} + 3", timeout=30_000
            )
        except Exception as error:
            raise Complaint(str(error).splitlines()[0][:200]) from error
        finally:
            browser.close()


def players(node: Path) -> dict[str, Callable[[Stream], None]]:
    modules = node / "node_modules"
    known: list[tuple[str, object, Callable[[Stream], None]]] = [
        ("rules", True, in_our_checker),
        ("ffmpeg", shutil.which("ffmpeg"), in_ffmpeg),
        ("hlsdemux", shutil.which("gst-launch-1.0"), in_gstreamer),
        ("mpv", shutil.which("mpv"), in_mpv),
        ("VLC", shutil.which("cvlc"), in_vlc),
        ("streamlink", shutil.which("streamlink"), in_streamlink),
        ("hls-parser", (modules / "hls-parser").exists(), in_hls_parser),
        ("mp4box", (modules / "mp4box").exists(), in_mp4box),
        ("hls.js", (modules / "hls.js").exists(), partial(in_chromium, "hls.js/dist/hls.js", HLS_JS)),
        (
            "shaka",
            (modules / "shaka-player").exists(),
            partial(in_chromium, "shaka-player/dist/shaka-player.compiled.js", SHAKA),
        ),
    ]
    return {label: play for label, installed, play in known if installed}


@contextmanager
def published(command: list[str], stream: Stream) -> Iterator[None]:
    with running(command):
        deadline = time.monotonic() + LIMIT_S
        while time.monotonic() < deadline:
            try:
                if stream.fetch().count(b"#EXTINF") >= 3:
                    break
            except OSError:
                pass
            time.sleep(0.5)
        else:
            raise Complaint("the stream did not start")
        yield


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--node", type=Path, default=Path("."))
    parser.add_argument("--ffmpeg9", default=imageio_ffmpeg.get_ffmpeg_exe())
    parser.add_argument("--publisher", default="")
    parser.add_argument("--player", default="")
    arguments = parser.parse_args()
    sending = {n: make for n, make in publishers(arguments.ffmpeg9).items() if arguments.publisher in n}
    playing = {n: play for n, play in players(arguments.node.resolve()).items() if arguments.player in n}
    print(f"| published by | {' | '.join(playing)} |\n|---{'|---' * len(playing)}|", flush=True)
    with media_server(len(sending)) as server:
        for number, (label, make) in enumerate(sending.items()):
            with ExitStack() as stack:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="media-peer-")))
                url = f"http://127.0.0.1:{server.http}/live/{name(number)}/index.m3u8"
                stream = Stream(url, arguments.node.resolve(), folder)
                stack.enter_context(published(make(server.publish_url(number), folder), stream))
                cells = [_tried(play, stream) for play in playing.values()]
            print(f"| {label} | {' | '.join(cells)} |", flush=True)


def _tried(play: Callable[[Stream], None], stream: Stream) -> str:
    try:
        play(stream)
    except Complaint as complaint:
        return str(complaint).replace("\n", " ")
    return "ok"


if __name__ == "__main__":
    main()
