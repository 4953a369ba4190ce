"""What a waiting viewer costs in memory: connections that wait for a part, against the server without them.

python -m tests.load.media_waiters [--viewers 5000]
"""

import argparse
import re
import socket
import time
import urllib.request

from tests.load.media_processes import media_server
from tests.load.media_sample import looped_publisher


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--viewers", type=int, default=5_000)
    viewers = parser.parse_args().viewers
    with media_server() as server, looped_publisher(server.publish_url(), 1_000):
        url = f"{server.base()}/source/index.m3u8"
        wait_until_live(url)
        time.sleep(40)  # the window is full: what grows from now on is not the stream
        before = server.running.rss_mb()
        sockets = [socket.create_connection(("127.0.0.1", server.http)) for _ in range(viewers)]
        path = f"/live/show0000/source/index.m3u8?_HLS_msn={newest(url) + 1}"
        head = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        for connection in sockets:
            connection.sendall(head)
        time.sleep(0.5)
        waiting, after = waiting_now(server.http), server.running.rss_mb()
        each = (after - before) * 1024 / viewers
        print(f"{waiting} of {viewers} wait: {each:.1f} kB each, server {after:.0f} MB")
        for connection in sockets:
            connection.close()


def wait_until_live(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=10).read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the stream did not start")


def newest(url: str) -> int:
    """The number of the segment that is being made."""
    text = urllib.request.urlopen(url, timeout=10).read().decode()
    return int(re.findall(r"-p(\d+)\.", text)[-1])


def waiting_now(port: int) -> int:
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    return int(float(re.findall(r"^media_requests_waiting (\S+)", text, re.MULTILINE)[0]))


if __name__ == "__main__":
    main()
