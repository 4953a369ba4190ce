"""What the app can order: each command of the contract, carried out."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from media_server import contract
from media_server.app_link.control import CommandRefusedError, Handler
from media_server.broadcast.registry import Broadcasts
from media_server.forward.target import TargetError
from media_server.record.errors import RecordingError
from media_server.workshop.live import LiveEquipment
from media_server.workshop.workshop import LiveWorkshop

NO_STREAM = "There is no such stream."


@contextlib.contextmanager
def _refusing(kind: type[Exception]) -> Iterator[None]:
    """An error of this kind is the sentence that the app gets."""
    try:
        yield
    except kind as error:
        raise CommandRefusedError(str(error)) from error


class Commands:
    """`handlers` is what the control endpoint dispatches by."""

    def __init__(
        self, broadcasts: Broadcasts, workshop: LiveWorkshop, status: Callable[[], contract.ServerStatus]
    ) -> None:
        self._broadcasts = broadcasts
        self._workshop = workshop
        self._archive = workshop.shop.archive
        self._status = status

    def handlers(self) -> dict[type[Any], Handler]:
        return {
            contract.Kick: self.kick,
            contract.SetStreamPrivacy: self.set_stream_privacy,
            contract.ListStreams: self.list_streams,
            contract.ShowStatus: self.show_status,
            contract.CreateClip: self.create_clip,
            contract.DeleteClip: self.delete_clip,
            contract.CreateDownload: self.create_download,
            contract.DeleteRecording: self.delete_recording,
            contract.SetRecordingPrivacy: self.set_recording_privacy,
            contract.StartForward: self.start_forward,
            contract.StopForward: self.stop_forward,
            contract.SetLadder: self.set_ladder,
        }

    async def kick(self, command: contract.Kick) -> dict[str, Any]:
        if not self._broadcasts.kick(command.stream, command.reason):
            raise CommandRefusedError(NO_STREAM)
        return {}

    async def set_stream_privacy(self, command: contract.SetStreamPrivacy) -> dict[str, Any]:
        self._equipment(command.stream).set_private(command.private)
        return {}

    async def list_streams(self, command: contract.ListStreams) -> dict[str, Any]:
        streams = []
        for broadcast in self._broadcasts.running.values():
            equipment = self._workshop.equipped.get(broadcast.stream)
            streams.append(
                {
                    "stream": broadcast.stream,
                    "broadcast": broadcast.id,
                    "state": broadcast.state.name.lower(),
                    "started_at": broadcast.started_at,
                    "address": broadcast.publisher.address if broadcast.publisher else None,
                    "encoder": broadcast.encoder,
                    "tracks": [track.to_json() for track in broadcast.track_infos()],
                    "recording": equipment.recording if equipment else None,
                    "forwards": equipment.forwards.states() if equipment else {},
                }
            )
        return {"streams": streams}

    async def show_status(self, command: contract.ShowStatus) -> dict[str, Any]:
        return self._status().to_json()

    async def create_clip(self, command: contract.CreateClip) -> dict[str, Any]:
        with _refusing(RecordingError):
            await self._archive.create_clip(command)
        return {}

    async def delete_clip(self, command: contract.DeleteClip) -> dict[str, Any]:
        with _refusing(RecordingError):
            await self._archive.delete_clip(command.clip)
        return {}

    async def create_download(self, command: contract.CreateDownload) -> dict[str, Any]:
        with _refusing(RecordingError):
            await self._archive.create_download(command.recording)
        return {}

    async def delete_recording(self, command: contract.DeleteRecording) -> dict[str, Any]:
        with _refusing(RecordingError):
            await self._archive.delete(command.recording)
        return {}

    async def set_recording_privacy(self, command: contract.SetRecordingPrivacy) -> dict[str, Any]:
        if not self._archive.store.exists(command.recording):
            raise CommandRefusedError("There is no such recording.")
        self._archive.marks.set(command.recording, command.private)
        return {}

    async def start_forward(self, command: contract.StartForward) -> dict[str, Any]:
        with _refusing(TargetError):
            self._equipment(command.stream).forwards.start(command.target)
        return {}

    async def stop_forward(self, command: contract.StopForward) -> dict[str, Any]:
        if not self._equipment(command.stream).forwards.stop(command.target):
            raise CommandRefusedError("The stream is not forwarded there.")
        return {}

    async def set_ladder(self, command: contract.SetLadder) -> dict[str, Any]:
        equipment = self._equipment(command.stream)
        broadcast = self._broadcasts.running[command.stream]
        old, new = equipment.ladder, equipment.replace_ladder(command.ladder)
        if old is not None:
            broadcast.units.remove(old)
        if new is not None:
            broadcast.add_unit_sink(new)
        return {}

    def _equipment(self, stream: str) -> LiveEquipment:
        equipment = self._workshop.equipped.get(stream)
        if equipment is None:
            raise CommandRefusedError(NO_STREAM)
        return equipment
