"""How much of the machine a rung needs, and whether there is room for it. Pure.

The factors were measured (see docs/benchmarks.md) and are on the safe side: a rung that was refused is a
sentence in the creator's dashboard, one that is too slow is a picture that stutters before it is dropped.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from media_server.transcode.rungs import PictureRung, Source

# Core-seconds for a million pixels.
_DECODE = 0.0025
_SCALE_AND_ENCODE = 0.016


def rung_cost(source: Source, rung: PictureRung) -> float:
    """Cores that it takes to decode the source, and to scale and encode the rung."""
    decoded = _DECODE * source.width * source.height
    encoded = _SCALE_AND_ENCODE * rung.width * rung.height
    return (decoded + encoded) * source.frame_rate / 1e6


@dataclass(frozen=True, slots=True)
class Admission:
    rungs: tuple[PictureRung, ...]
    refused: tuple[str, ...] = ()
    sentence: str = ""  # for the creator; empty when all was admitted


@dataclass(slots=True)
class CpuBudget:
    """Cores that ladders may use together. One for the server."""

    cores: float
    _used: dict[tuple[Hashable, str], float] = field(default_factory=dict)  # by ladder and rung

    @property
    def free(self) -> float:
        return max(0.0, self.cores - sum(self._used.values()))

    def admit(self, ladder: Hashable, source: Source, rungs: tuple[PictureRung, ...]) -> Admission:
        """As many rungs as there is room for, the small ones first: they help those with the worst network.

        What the same ladder was granted before is given back first.
        """
        self.release(ladder)
        free = self.free
        taken: list[PictureRung] = []
        for rung in reversed(rungs):
            if not self.take(ladder, source, rung):
                break
            taken.insert(0, rung)
        refused = tuple(rung.name for rung in rungs if rung not in taken)
        sentence = _sentence(free, source, rungs, refused) if refused else ""
        return Admission(tuple(taken), refused, sentence)

    def take(self, ladder: Hashable, source: Source, rung: PictureRung) -> bool:
        """Room for one more rung, or False."""
        cost = rung_cost(source, rung)
        if cost > self.free:
            return False
        self._used[ladder, rung.name] = cost
        return True

    def give_back(self, ladder: Hashable, rung: PictureRung) -> None:
        self._used.pop((ladder, rung.name), None)

    def release(self, ladder: Hashable) -> None:
        """All of a ladder."""
        for claim in [claim for claim in self._used if claim[0] == ladder]:
            del self._used[claim]


def _sentence(free: float, source: Source, rungs: tuple[PictureRung, ...], refused: tuple[str, ...]) -> str:
    needed = sum(rung_cost(source, rung) for rung in rungs)
    return (
        f"The server has {free:.1f} processor cores free for transcoding and this ladder needs "
        f"about {needed:.1f}, so {_listed(refused)} is left out for now. Choose fewer or smaller qualities, "
        "or a lower frame rate in the encoder."
    )


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
