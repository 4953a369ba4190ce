"""Compare recordings with their checksums, changing nothing: `python -m media_server.record.verify DIR`."""

import sys
from pathlib import Path

from media_server.record.files import INDEX_NAME
from media_server.record.lines import FileDropped, Sealed, StoredPart, decode_lines
from media_server.record.repair import is_whole, with_files


def verify(folder: Path) -> list[str]:
    """What is wrong with a recording, in sentences."""
    try:
        data = (folder / INDEX_NAME).read_bytes()
    except OSError as error:
        return [f"The index cannot be read: {error.strerror}."]
    lines, good = decode_lines(data)
    problems = []
    if good < len(data):
        problems.append(f"The index cannot be read from byte {good} on.")
    dropped = {line.number for line in lines if isinstance(line, FileDropped)}
    for line, file in with_files(lines):
        if isinstance(line, StoredPart) and file is not None and file.number not in dropped:
            if not is_whole(folder / file.name, line):
                problems.append(
                    f"Part {line.index} of segment {line.msn} is damaged or missing: "
                    f"{line.size} bytes at {line.offset} of {file.name}."
                )
    if not lines or not isinstance(lines[-1], Sealed):
        problems.append("It is not sealed: it still runs, or waits for the repair at the next start.")
    return problems


def main(folders: list[str]) -> int:
    worst = 0
    for name in folders:
        problems = verify(Path(name))
        print(f"{name}: {'whole' if not problems else f'{len(problems)} problems'}")
        for problem in problems[:20]:
            print(f"  {problem}")
        worst = worst or int(bool(problems))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
