"""How much of the machine a ladder needs, and whether there is room for it. Pure.

The factors were measured (see docs/benchmarks.md) and are on the safe side: a ladder that was refused is a
sentence in the creator's dashboard, one that is too slow is a rung that stutters before it is dropped.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from media_server.transcode.rungs import PictureRung, Source

# Core-seconds for a million pixels.
_DECODE = 0.0055
_SCALE_AND_ENCODE = 0.016


def decode_cost(source: Source) -> float:
    """Cores that decoding takes."""
    return _DECODE * source.width * source.height * source.frame_rate / 1e6


def rung_cost(source: Source, rung: PictureRung) -> float:
    """Cores that scaling and encoding take."""
    return _SCALE_AND_ENCODE * rung.width * rung.height * source.frame_rate / 1e6


@dataclass(frozen=True, slots=True)
class Admission:
    rungs: tuple[PictureRung, ...]
    cores: float
    refused: tuple[str, ...] = ()
    sentence: str = ""  # for the creator; empty when all was admitted


@dataclass(slots=True)
class CpuBudget:
    """Cores that ladders may use together. One for the server."""

    cores: float
    _used: dict[Hashable, float] = field(default_factory=dict)

    @property
    def free(self) -> float:
        return max(0.0, self.cores - sum(self._used.values()))

    def admit(self, claim: Hashable, source: Source, rungs: tuple[PictureRung, ...]) -> Admission:
        """As many rungs as there is room for, the small ones first: they help those with the worst network.

        What the same claim was granted before is given back first.
        """
        self.release(claim)
        room = self.free - decode_cost(source)
        taken: list[PictureRung] = []
        for rung in reversed(rungs):
            cost = rung_cost(source, rung)
            if cost > room:
                break
            taken.insert(0, rung)
            room -= cost
        refused = tuple(rung.name for rung in rungs if rung not in taken)
        used = decode_cost(source) + sum(rung_cost(source, rung) for rung in taken) if taken else 0.0
        sentence = self._sentence(source, rungs, refused) if refused else ""
        if taken:
            self._used[claim] = used
        return Admission(tuple(taken), used, refused, sentence)

    def release(self, claim: Hashable) -> None:
        self._used.pop(claim, None)

    def _sentence(self, source: Source, rungs: tuple[PictureRung, ...], refused: tuple[str, ...]) -> str:
        needed = decode_cost(source) + sum(rung_cost(source, rung) for rung in rungs)
        return (
            f"The server has {self.free:.1f} processor cores free for transcoding and this ladder needs "
            f"about {needed:.1f}, so {_listed(refused)} is left out. Choose fewer or smaller qualities, or a "
            "lower frame rate in the encoder."
        )


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
