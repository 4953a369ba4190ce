"""The process that unpacks one picture of a stranger: little memory, little time, no secrets, no files.

    python -m aethex_live.integrations.image_worker < question > answer

The question is a line of JSON and the picture; the answer a line of JSON and the sizes, one after the other.
"""

import json
import resource
import sys
from typing import BinaryIO

MEMORY = 1536 * 1024 * 1024  # a picture of 50 million pixels takes 200 MB, and may be copied twice
CPU_SECONDS = 30


def main(question: BinaryIO, answer: BinaryIO) -> None:
    """Convert one picture, or say why not."""
    _give_up_rights()
    from aethex_live.domain.image import Crop, Kind, Source
    from aethex_live.errors import InvalidInput, Words
    from aethex_live.integrations.image_codec import convert

    asked = json.loads(question.readline())
    crop = Crop(*asked["crop"]) if asked["crop"] else None
    try:
        made = convert(question.read(), Source(asked["source"]), Kind(asked["kind"]), crop)
    except InvalidInput as error:
        parts = error.message.parts if isinstance(error.message, Words) else [error.message, {}]
        answer.write(json.dumps({"refused": parts}).encode() + b"\n")
        return
    sizes = [[width, kept_as, len(data)] for (width, kept_as), data in made.items()]
    answer.write(json.dumps({"sizes": sizes}).encode() + b"\n")
    answer.writelines(made.values())


def _give_up_rights() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
