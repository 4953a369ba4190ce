"""python -m media_server.check URL: does this live stream keep the rules of Low-Latency HLS?

Exit status 0: no rule is broken; 1: a MUST is; 2: the stream cannot be reached. SHOULDs are told, and count
only with --strict.
"""

import argparse
import asyncio
import sys

from aiohttp import ClientSession, TCPConnector

from .client import Client
from .rule import Finding
from .run import Report, check_stream


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m media_server.check", description=__doc__)
    parser.add_argument("url", help="of a multivariant or media playlist")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to watch (default 20)")
    parser.add_argument("--strict", action="store_true", help="let broken SHOULDs fail too")
    arguments = parser.parse_args()
    try:
        report = asyncio.run(_check(arguments.url, arguments.seconds))
    except ConnectionError as error:
        print(error, file=sys.stderr)
        return 2
    for finding in report.findings:
        print(describe(finding))
    print(
        f"{report.playlists} playlists, {report.parts} parts and {report.segments} segments looked at:"
        f" {sum(f.level == 'must' for f in report.findings)} MUST and"
        f" {sum(f.level == 'should' for f in report.findings)} SHOULD broken"
    )
    failing = [f for f in report.findings if f.level == "must" or arguments.strict]
    return 1 if failing else 0


def describe(finding: Finding) -> str:
    return (
        f"{finding.level.upper()} {finding.rule} ({finding.source}): {finding.sentence}\n"
        f"    {finding.what}\n    at {finding.where}"
    )


async def _check(url: str, seconds: float) -> Report:
    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        return await check_stream(Client(session), url, seconds)


if __name__ == "__main__":
    sys.exit(main())
