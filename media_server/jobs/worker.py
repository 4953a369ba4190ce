"""The job process: reads a job from standard input, does it, writes the answer, until the input ends."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from media_server.jobs import frames
from media_server.jobs.errors import JobError
from media_server.jobs.settling import settle_in

settle_in()

import av  # noqa: E402  (after the limits)

from media_server.jobs.clip import make_clip  # noqa: E402
from media_server.jobs.loudness import measure_loudness  # noqa: E402
from media_server.jobs.remux import make_mp4  # noqa: E402
from media_server.jobs.requests import (  # noqa: E402
    ClipJob,
    LoudnessJob,
    Mp4Job,
    PosterJob,
    StoryboardJob,
    ThumbnailJob,
)
from media_server.jobs.stills import make_poster, make_storyboard, make_thumbnail  # noqa: E402

_WORK: dict[type, Callable[..., Any]] = {
    Mp4Job: make_mp4,
    ClipJob: make_clip,
    PosterJob: make_poster,
    ThumbnailJob: make_thumbnail,
    StoryboardJob: make_storyboard,
    LoudnessJob: measure_loudness,
}
_KINDS = {kind.__name__: kind for kind in _WORK}


def answer(document: bytes, blob: bytes) -> tuple[dict[str, Any], bytes]:
    request = json.loads(document)
    kind = _KINDS[request["job"]]
    job = kind.from_json(request["data"])
    try:
        result = _WORK[kind](job, blob) if blob else _WORK[kind](job)
    except JobError as error:
        return {"error": str(error)}, b""
    except MemoryError:
        return {"error": "The job needs more memory than it may have."}, b""
    result, out = result if isinstance(result, tuple) else (result, b"")
    return {"result": type(result).__name__, "data": result.to_json()}, out


def main() -> None:
    av.logging.set_level(av.logging.PANIC)
    requests = os.fdopen(0, "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not get between our frames
    answers.write(frames.pack(b'{"ready":true}', b""))
    answers.flush()
    while (request := frames.read(requests)) is not None:
        document, blob = answer(*request)
        answers.write(frames.pack(json.dumps(document).encode(), blob))
        answers.flush()


if __name__ == "__main__":
    main()
    sys.exit(0)
