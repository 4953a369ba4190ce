"""A real OBS that publishes the clock of `clock_publisher`; needs Debian's `obs-studio`, `obs-plugins` and `xvfb`.

    python -m tests.load.obs rtmp://127.0.0.1:1935/live KEY [--seconds 60]

The clock is drawn into the frame buffer of one screen, which OBS captures; OBS itself runs on another one. Its
encoder is left as OBS sets it up: simple mode, x264 veryfast, keyframes when it likes.
"""

import argparse
import configparser
import json
import mmap
import os
import shutil
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import Process
from pathlib import Path

from tests.load.clock_publisher import BITS, BLOCK, COLUMNS, HEIGHT, WIDTH
from tests.load.media_processes import Running, running

DRAWN_HZ = 60
START_S = 20.0
PIXEL = 4  # bytes, at the depth of 24


@contextmanager
def obs(server: str, key: str) -> Iterator[Running]:
    """OBS, which has been told to stream at its start."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="obs-")))
        clock, own = stack.enter_context(_screen(folder, 1)), stack.enter_context(_screen(folder, 2))
        drawing = Process(target=draw, args=(folder / "screen-1" / "Xvfb_screen0",), daemon=True)
        drawing.start()
        stack.callback(drawing.terminate)
        _write_settings(folder / "config" / "obs-studio", server, key, clock)
        (folder / "run").mkdir(mode=0o700)
        environment = {
            "DISPLAY": own,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "xcb",
        }
        options = ["--startstreaming", "--collection", "Clock", "--profile", "Clock", "--minimize-to-tray"]
        options += ["--disable-shutdown-check", "--disable-updater", "--multi"]
        yield stack.enter_context(running(["obs", *options], folder, **environment))


@contextmanager
def _screen(folder: Path, number: int) -> Iterator[str]:
    """A virtual screen, whose pixels are a file in `folder/screen-NUMBER`."""
    display = f":{7000 + os.getpid() % 1000 * 10 + number}"
    pixels = folder / f"screen-{number}"
    pixels.mkdir()
    size = f"{WIDTH}x{HEIGHT}x24" if number == 1 else "1280x720x24"
    with running(["Xvfb", display, "-screen", "0", size, "-nolisten", "tcp", "-fbdir", str(pixels)]):
        deadline = time.monotonic() + START_S
        while not (pixels / "Xvfb_screen0").exists() or not Path(f"/tmp/.X11-unix/X{display[1:]}").exists():
            if time.monotonic() > deadline:
                raise TimeoutError("Xvfb did not start")
            time.sleep(0.05)
        yield display


def draw(pixels: Path) -> None:
    """Keep the clock on the screen up to date."""
    with pixels.open("r+b") as file, mmap.mmap(file.fileno(), 0) as screen:
        header = struct.unpack(">25I", screen[:100])  # a dump as of xwd
        start, line = header[0] + header[19] * 12, header[12]
        number = 0
        while True:
            now_ms = time.time_ns() // 1_000_000
            for row in range(BITS // COLUMNS):
                bits = [now_ms >> (BITS - 1 - n - row * COLUMNS) & 1 for n in range(COLUMNS)]
                pixels_of_line = b"".join((b"\xff" if bit else b"\0") * (BLOCK * PIXEL) for bit in bits)
                for y in range(row * BLOCK, (row + 1) * BLOCK):
                    screen[start + y * line : start + y * line + WIDTH * PIXEL] = pixels_of_line
            number += 1
            bar = number * 8 % (WIDTH - BLOCK)  # something moves for the encoder
            for y in range(HEIGHT // 2, HEIGHT // 2 + BLOCK):
                at = start + y * line
                screen[at : at + WIDTH * PIXEL] = bytes(WIDTH * PIXEL)
                screen[at + bar * PIXEL : at + (bar + BLOCK) * PIXEL] = b"\xc0" * (BLOCK * PIXEL)
            time.sleep(1 / DRAWN_HZ)


def _write_settings(folder: Path, server: str, key: str, display: str) -> None:
    profile, scenes = folder / "basic" / "profiles" / "Clock", folder / "basic" / "scenes"
    profile.mkdir(parents=True)
    scenes.mkdir(parents=True)
    _write_ini(
        folder / "global.ini",
        General={"FirstRun": "true", "EnableAutoUpdates": "false", "LastVersion": "486539266"},
        Basic={
            "Profile": "Clock",
            "ProfileDir": "Clock",
            "SceneCollection": "Clock",
            "SceneCollectionFile": "Clock",
        },
        BasicWindow={
            "SysTrayEnabled": "false",
            "PreviewEnabled": "false",
            "WarnBeforeStartingStream": "false",
            "WarnBeforeStoppingStream": "false",
        },
    )
    size = {"BaseCX": WIDTH, "BaseCY": HEIGHT, "OutputCX": WIDTH, "OutputCY": HEIGHT}
    _write_ini(
        profile / "basic.ini",
        General={"Name": "Clock"},
        Video={**size, "FPSType": 0, "FPSCommon": 30},
        Audio={"SampleRate": 48000, "ChannelSetup": "Stereo"},
        Output={"Mode": "Simple", "Reconnect": "true", "RetryDelay": 2, "MaxRetries": 25},
    )
    service = {"server": server, "key": key, "use_auth": False, "bwtest": False}
    (profile / "service.json").write_text(json.dumps({"type": "rtmp_custom", "settings": service}))
    (scenes / "Clock.json").write_text(json.dumps(_scenes(display)))


def _write_ini(path: Path, **sections: dict[str, object]) -> None:
    parser = configparser.ConfigParser()
    parser.optionxform = str  # OBS minds the case
    for name, values in sections.items():
        parser[name] = {key: str(value) for key, value in values.items()}
    with path.open("w") as file:
        parser.write(file, space_around_delimiters=False)


def _scenes(display: str) -> dict[str, object]:
    """One scene with what is on the screen `display`."""
    screen = {
        "id": "xshm_input",
        "name": "Screen",
        "settings": {"advanced": True, "server": display, "show_cursor": False},
        "volume": 1.0,
        "mixers": 0,
    }
    item = {
        "name": "Screen",
        "id": 1,
        "visible": True,
        "pos": {"x": 0.0, "y": 0.0},
        "scale": {"x": 1.0, "y": 1.0},
    }
    scene = {"id": "scene", "name": "Scene", "settings": {"items": [item], "id_counter": 1}}
    return {
        "name": "Clock",
        "current_scene": "Scene",
        "current_program_scene": "Scene",
        "scene_order": [{"name": "Scene"}],
        "sources": [screen, scene],
    }


def installed() -> bool:
    return all(map(shutil.which, ("obs", "Xvfb")))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("server")
    parser.add_argument("key")
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    with obs(arguments.server, arguments.key) as encoder:
        ends = time.monotonic() + arguments.seconds
        while time.monotonic() < ends and encoder.process.poll() is None:
            time.sleep(0.5)


if __name__ == "__main__":
    main()
