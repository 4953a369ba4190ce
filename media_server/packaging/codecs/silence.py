"""Coded silence that can be put between the frames of any stream of its kind without an encoder."""

from .formats import AudioFormat

# AAC-LC frames by number of channels: all-zero spectra, which do not depend on the sampling rate.
AAC_SILENCE = {
    1: bytes.fromhex("01182007"),
    2: bytes.fromhex("211004608c1c"),
    3: bytes.fromhex("011820010880230460e0"),
    4: bytes.fromhex("01182001088023046003182007"),
    5: bytes.fromhex("011820010880230460231004608c1c"),
    6: bytes.fromhex("011820010880230460231004608c0c230000e0"),
}
OPUS_SILENCE, OPUS_SILENCE_SAMPLES = bytes.fromhex("f8fffe"), 960


def silent_frame(audio: AudioFormat) -> tuple[bytes, int] | None:
    """A frame and how many samples it lasts, or None where the codec needs an encoder for silence."""
    if audio.entry == "Opus" and audio.channels <= 2:
        return OPUS_SILENCE, OPUS_SILENCE_SAMPLES
    if audio.entry == "mp4a" and audio.object_type == 2 and audio.channels in AAC_SILENCE:
        return AAC_SILENCE[audio.channels], audio.frame_samples
    return None
