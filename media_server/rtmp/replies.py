"""The values of the commands that a server sends."""

from typing import Any

from media_server.rtmp.amf0 import encode
from media_server.rtmp.peer import MOD_EX, MULTITRACK, RECONNECT, Capabilities

__all__ = ["call_failed", "connected", "encode", "reconnect_request", "status"]

CAN_FORWARD = 4  # of the FourCC info maps: we neither decode nor encode while live
OUR_CAPABILITIES = RECONNECT | MULTITRACK | MOD_EX
VIDEO_FOURCCS = ("avc1", "hvc1", "av01", "vp09")
AUDIO_FOURCCS = ("mp4a", "Opus", "fLaC")


def status(level: str, code: str, description: str) -> dict[str, Any]:
    return {"level": level, "code": code, "description": description}


def connected(transaction: float, request: dict[str, Any], capabilities: Capabilities) -> tuple[Any, ...]:
    """Enhanced RTMP fields go only to peers that showed theirs: an old client may not expect them."""
    properties: dict[str, Any] = {"fmsVer": "FMS/3,5,7,7009", "capabilities": 31, "mode": 1}
    if capabilities.enhanced:
        properties["fourCcList"] = [*VIDEO_FOURCCS, *AUDIO_FOURCCS]
        properties["videoFourCcInfoMap"] = dict.fromkeys(VIDEO_FOURCCS, CAN_FORWARD)
        properties["audioFourCcInfoMap"] = dict.fromkeys(AUDIO_FOURCCS, CAN_FORWARD)
        properties["capsEx"] = OUR_CAPABILITIES
    information = status("status", "NetConnection.Connect.Success", "Connection succeeded.")
    encoding = request.get("objectEncoding")
    information["objectEncoding"] = encoding if encoding in (0.0, 3.0) else 0
    return "_result", transaction, properties, information


def call_failed(transaction: float, description: str) -> tuple[Any, ...]:
    return "_error", transaction, None, status("error", "NetConnection.Call.Failed", description)


def reconnect_request(description: str) -> tuple[Any, ...]:
    fields = status("status", "NetConnection.Connect.ReconnectRequest", description)
    return "onStatus", 0, None, fields
