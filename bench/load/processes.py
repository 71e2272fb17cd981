"""What processes take of the machine, read from /proc (Linux only)."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE = (3, 4)  # columns of /proc/stat: idle, waiting for a disk


@dataclass
class Usage:
    """CPU seconds a second, by process and of all other programs; filled when the time is over."""

    cores: dict[str, float] = field(default_factory=dict)
    others: float = 0.0


@contextmanager
def usage_of(pids: Mapping[str, int]) -> Iterator[Usage]:
    """Measure what is used while the block runs.

    Args:
        pids: process ids by name; children do not count.

    Yields:
        The usage, to be read after the block.
    """
    usage = Usage()
    started, before, all_before = monotonic(), _seconds_of(pids), _busy_seconds()
    yield usage
    passed = monotonic() - started
    spent = {name: after - before[name] for name, after in _seconds_of(pids).items()}
    usage.cores = {name: seconds / passed for name, seconds in spent.items()}
    usage.others = max(0.0, (_busy_seconds() - all_before - sum(spent.values())) / passed)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has taken so far."""
    # The name in brackets may hold blanks; user and system time are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def megabytes(pid: int) -> float:
    """Return the resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _seconds_of(pids: Mapping[str, int]) -> dict[str, float]:
    return {name: cpu_seconds(pid) for name, pid in pids.items()}


def _busy_seconds() -> float:
    columns = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    busy = sum(int(value) for index, value in enumerate(columns) if index not in _IDLE)
    return busy / _TICKS
