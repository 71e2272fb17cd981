"""Which sockets a process has, read from Linux's own tables."""

import re
from pathlib import Path
from typing import NamedTuple

_LISTEN = "0A"
_LOOPBACK = {"0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}


class Socket(NamedTuple):
    """One TCP socket of a process."""

    is_listening: bool
    is_local_here: bool
    is_remote_here: bool


def sockets_of(pid: int) -> list[Socket]:
    """Return the TCP sockets of a process and its children."""
    inodes = {inode for one in _family(pid) for inode in _inodes(one)}
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes:
                local, remote = (fields[column].split(":")[0] for column in (1, 2))
                found.append(Socket(fields[3] == _LISTEN, local in _LOOPBACK, remote in _LOOPBACK))
    return found


def _family(pid: int) -> list[int]:
    children = [
        int(child)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for child in path.read_text().split()
    ]
    return [pid, *(one for child in children for one in _family(child))]


def _inodes(pid: int) -> list[str]:
    links = []
    for path in Path(f"/proc/{pid}/fd").iterdir():
        try:
            links.append(str(path.readlink()))
        except OSError:
            continue  # closed meanwhile
    return [match[1] for link in links if (match := re.fullmatch(r"socket:\[(\d+)\]", link))]
