"""Who takes part in a shift."""

import random
from dataclasses import dataclass, field

from bot.store import cases
from bot.store.cases import Case

WORKERS = {"ana": "Ana", "beto": "Beto", "carla": "Carla", "stranger": "Extraña"}


@dataclass
class Child:
    """One child and its case.

    Attributes:
        number: in the sandbox.
        priority: of what it writes first.
        part: "helped", "silent" (who takes it first says nothing) or "alone" (nobody takes it).
        begins: seconds after the start of the shift.
        asked_at: when it wrote the first word; seconds of the machine's clock, as all below.
        alias: how the staff see it.
        case: as it was last read.
        claimed_at: when somebody was first seen to hold it.
        released_at: when it was first seen to be nobody's again.
        written: when it wrote what, by number.
        said: when its holders wrote what, by number, with the message in the group.
        is_over: it writes no more, and its case is about to be closed.
    """

    number: int
    priority: str
    part: str
    begins: float
    asked_at: float | None = None
    alias: str = ""
    case: Case | None = None
    claimed_at: float | None = None
    released_at: float | None = None
    written: dict[int, float] = field(default_factory=dict)
    said: dict[int, tuple[float, int]] = field(default_factory=dict)
    is_over: bool = False

    @property
    def chat(self) -> str:
        """The sandbox's name of its chat."""
        return f"child:{self.number}"

    @property
    def holder(self) -> str | None:
        """Who of the workers holds the case now."""
        if self.case is None or self.case.state != cases.CLAIMED:
            return None
        return next(key for key, name in WORKERS.items() if name == self.case.holder_name)


def cast(minutes: float, chance: random.Random) -> list[Child]:
    """Return the thirty children: ten in danger of life within half a minute, then all others."""
    rush = [("P1", "alone")] * 4 + [("P1", "silent")] * 2 + [("P1", "helped")] * 4
    later = [("P1", "helped")] * 3 + [("P2", "silent")] * 2 + [("P2", "helped")] * 8
    later += [("P3", "helped")] * 7
    chance.shuffle(later)
    starts = [chance.uniform(20, 50) for _ in rush]
    starts += [chance.uniform(5, minutes * 60 * 0.5) for _ in later]
    return [
        Child(number, priority, part, begins)
        for number, ((priority, part), begins) in enumerate(
            zip([*rush, *later], starts, strict=True), 1
        )
    ]
