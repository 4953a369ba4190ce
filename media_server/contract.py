"""The contract between the media server and the app: the only file of this package that the app imports.

Both ways it is one POST with a JSON body and two headers. The body names its `type`, so that a signature
made for one purpose is worth nothing for another:

- media server to app, at the app's hook address: the question `authorise_publish`, and events;
- app to media server, at `/control`: the commands at the end of this file.

Events carry a `sequence` that counts up by one per media server, from 1, over restarts; they arrive in
order, and again when the answer got lost: the app remembers the last sequence of each `server` and answers
2xx to what it knows. `health` reports are not sequenced (0): only the newest is worth anything, so they are
never repeated.

Times are seconds of the Unix epoch. A stream's `stream` is its public name; `broadcast` identifies one run
of it, from the first publish to the end of the grace time.
"""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any, ClassVar, get_args

from media_server.http.grants import sign_grant as sign_grant
from media_server.json_value import ContractError as ContractError
from media_server.json_value import JsonValue, read_json
from media_server.server_status import ServerStatus as ServerStatus
from media_server.signing import SIGNATURE_HEADER as SIGNATURE_HEADER
from media_server.signing import TIMESTAMP_HEADER as TIMESTAMP_HEADER
from media_server.signing import SignatureError as SignatureError
from media_server.signing import sign as sign
from media_server.signing import verify as verify
from media_server.stream_values import ForwardTarget as ForwardTarget
from media_server.stream_values import Rung as Rung
from media_server.stream_values import TrackInfo as TrackInfo

CONTRACT_VERSION = 1
MAX_BODY_BYTES = 256 * 1024


# The question at publish, and its answer.


@dataclass(frozen=True, slots=True)
class AuthorisePublish(JsonValue):
    """May this key publish? Answered within 3 s, or the publish is refused."""

    type: ClassVar[str] = "authorise_publish"
    key: str = field(repr=False)
    address: str
    encoder: str
    encrypted: bool


@dataclass(frozen=True, slots=True)
class PublishAnswer(JsonValue):
    """With `accepted` false, `reason` is what the encoder shows its creator."""

    accepted: bool
    reason: str = ""
    wrong_key: bool = False  # nobody has this key: counts against the address that tried it
    stream: str = ""  # the public name
    record: bool = True
    private: bool = False  # playback needs a signed grant
    ladder: tuple[Rung, ...] = ()
    forwards: tuple[ForwardTarget, ...] = ()
    grace_s: float | None = None  # None: the server's setting
    credential: str = ""  # what the app calls the key; comes back when it is used


# Events.


@dataclass(frozen=True, slots=True)
class Started(JsonValue):
    """The first part of a broadcast is there to be played."""

    type: ClassVar[str] = "started"
    stream: str
    broadcast: str
    at: float
    tracks: tuple[TrackInfo, ...]
    address: str
    encoder: str
    recording: str | None = None
    credential: str = ""


@dataclass(frozen=True, slots=True)
class Interrupted(JsonValue):
    """The publisher is gone; the grace time runs."""

    type: ClassVar[str] = "interrupted"
    stream: str
    broadcast: str
    at: float
    grace_s: float
    clean: bool = False  # it said goodbye


@dataclass(frozen=True, slots=True)
class Resumed(JsonValue):
    """A publisher is back, or another one took over."""

    type: ClassVar[str] = "resumed"
    stream: str
    broadcast: str
    at: float
    address: str
    encoder: str
    take_over: bool
    credential: str = ""


@dataclass(frozen=True, slots=True)
class MetadataChanged(JsonValue):
    """The tracks changed, or the encoder said something new of itself."""

    type: ClassVar[str] = "metadata"
    stream: str
    broadcast: str
    at: float
    tracks: tuple[TrackInfo, ...]
    encoder_says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Health(JsonValue):
    """The newest health report of every running stream, by public name."""

    type: ClassVar[str] = "health"
    at: float
    streams: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended(JsonValue):
    """The broadcast is over."""

    type: ClassVar[str] = "ended"
    stream: str
    broadcast: str
    at: float
    duration_s: float
    reason: str  # stopped | lost | kicked | shutdown | failed
    recording: str | None = None


@dataclass(frozen=True, slots=True)
class RecordingReady(JsonValue):
    """A recording is sealed and plays."""

    type: ClassVar[str] = "recording_ready"
    stream: str
    recording: str
    duration_s: float
    size_bytes: int
    end_reason: str


@dataclass(frozen=True, slots=True)
class RecordingTrouble(JsonValue):
    """A recording stopped although its stream goes on."""

    type: ClassVar[str] = "recording_trouble"
    stream: str
    recording: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ClipReady(JsonValue):
    """A clip was cut, or could not be: then `error` says why."""

    type: ClassVar[str] = "clip_ready"
    clip: str
    recording: str
    path: str = ""  # below the media server's HTTP address
    duration_s: float = 0.0
    size_bytes: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class PicturesReady(JsonValue):
    """A recording has its poster and its storyboard (WebVTT with the places of small pictures)."""

    type: ClassVar[str] = "pictures_ready"
    stream: str
    recording: str
    poster: str  # paths below the media server's HTTP address
    storyboard: str


@dataclass(frozen=True, slots=True)
class DownloadReady(JsonValue):
    """A recording was packed as one MP4, or could not be: then `error` says why."""

    type: ClassVar[str] = "download_ready"
    recording: str
    path: str = ""
    size_bytes: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class ForwardChanged(JsonValue):
    """A forward target changed its state: connecting, live, waiting, refused or stopped."""

    type: ClassVar[str] = "forward"
    stream: str
    target: str
    state: str
    at: float
    message: str = ""


Event = (
    Started
    | Interrupted
    | Resumed
    | MetadataChanged
    | Health
    | Ended
    | RecordingReady
    | RecordingTrouble
    | ClipReady
    | PicturesReady
    | DownloadReady
    | ForwardChanged
)

# Commands.


@dataclass(frozen=True, slots=True)
class Kick(JsonValue):
    """Ends a broadcast at once; its encoder shows the reason."""

    type: ClassVar[str] = "kick"
    stream: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetStreamPrivacy(JsonValue):
    """A private stream plays with a grant only; so does what is recorded of it."""

    type: ClassVar[str] = "set_stream_privacy"
    stream: str
    private: bool


@dataclass(frozen=True, slots=True)
class ListStreams(JsonValue):
    """Answered with `{"streams": [...]}`."""

    type: ClassVar[str] = "list_streams"


@dataclass(frozen=True, slots=True)
class ShowStatus(JsonValue):
    """Answered with a ServerStatus."""

    type: ClassVar[str] = "show_status"


@dataclass(frozen=True, slots=True)
class CreateClip(JsonValue):
    """Answered at once; `clip_ready` follows. Times count from the start of the recording."""

    type: ClassVar[str] = "create_clip"
    clip: str  # chosen by the app: asking again with the same name makes no second clip
    recording: str
    start_s: float
    end_s: float
    exact: bool = True  # cut at the frame by re-encoding the edges; False: hide them by an edit list
    vertical: bool = False  # 9:16 out of the picture, around `crop_x` (0 left, 1 right)
    crop_x: float = 0.5


@dataclass(frozen=True, slots=True)
class DeleteClip(JsonValue):
    type: ClassVar[str] = "delete_clip"
    clip: str


@dataclass(frozen=True, slots=True)
class CreateDownload(JsonValue):
    """Answered at once; `download_ready` follows."""

    type: ClassVar[str] = "create_download"
    recording: str


@dataclass(frozen=True, slots=True)
class DeleteRecording(JsonValue):
    type: ClassVar[str] = "delete_recording"
    recording: str


@dataclass(frozen=True, slots=True)
class SetRecordingPrivacy(JsonValue):
    """A private recording plays with a grant only; one of a private stream is private from its start."""

    type: ClassVar[str] = "set_recording_privacy"
    recording: str
    private: bool


@dataclass(frozen=True, slots=True)
class StartForward(JsonValue):
    type: ClassVar[str] = "start_forward"
    stream: str
    target: ForwardTarget


@dataclass(frozen=True, slots=True)
class StopForward(JsonValue):
    type: ClassVar[str] = "stop_forward"
    stream: str
    target: str


@dataclass(frozen=True, slots=True)
class SetLadder(JsonValue):
    """Replaces the transcoded renditions of a running stream; an empty ladder leaves the source alone."""

    type: ClassVar[str] = "set_ladder"
    stream: str
    ladder: tuple[Rung, ...]


Command = (
    Kick
    | SetStreamPrivacy
    | ListStreams
    | ShowStatus
    | CreateClip
    | DeleteClip
    | CreateDownload
    | DeleteRecording
    | SetRecordingPrivacy
    | StartForward
    | StopForward
    | SetLadder
)
Message = AuthorisePublish | Event | Command
_TYPES: dict[str, type[Any]] = {kind.type: kind for kind in get_args(Message)}


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message on its way. `id` is the same when it is sent again."""

    message: Any
    server: str
    sequence: int = 0
    id: str = field(default_factory=lambda: secrets.token_hex(16))


def encode(envelope: Envelope) -> bytes:
    """The body to sign and send."""
    document = {
        "version": CONTRACT_VERSION,
        "type": envelope.message.type,
        "id": envelope.id,
        "server": envelope.server,
        "sequence": envelope.sequence,
        "data": envelope.message.to_json(),
    }
    return json.dumps(document, separators=(",", ":")).encode()


def decode(body: bytes) -> Envelope:
    """Raises ContractError on anything that is not a message of this contract."""
    if len(body) > MAX_BODY_BYTES:
        raise ContractError("The message is too long.")
    document = read_json(body)
    if not isinstance(document, dict) or document.get("version") != CONTRACT_VERSION:
        raise ContractError(f"The message is not of version {CONTRACT_VERSION} of the contract.")
    kind = _TYPES.get(str(document.get("type")))
    if kind is None:
        raise ContractError("The type of the message is not known.")
    identity, server, sequence = document.get("id"), document.get("server"), document.get("sequence")
    if not (isinstance(identity, str) and isinstance(server, str) and type(sequence) is int):
        raise ContractError("The message lacks id, server or sequence.")
    return Envelope(kind.from_json(document.get("data")), server, sequence, identity)
