"""The content as it is on disk now, for a bot whose answers are edited while it runs."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content.load import DATA, ContentFile, assemble, find_files, read_file
from bot.content.model import Contact, Content
from bot.content.placeholders import names_in, unknown_contacts
from bot.log import EventLog

CHECK_EVERY_SECONDS = 2.0
_ONE_OF_A_KIND = {"contacts", "shelters", "phrases", "catalogue", "follow_ups", "words",
                  "languages"}  # fmt: skip
_log = EventLog(__name__)


@dataclass(frozen=True)
class _Kept:
    """A file's last good part, the state of the file then, and the fault if it is broken now."""

    stamp: tuple[int, int] | None = None
    part: Any = None
    fault: str = ""


class ContentCache:
    """Keeps the content up to date with the files.

    A file that an edit broke keeps speaking with its last good version; a file that was broken
    from the start is left out. Both are logged by name and kind of fault. Safe to share between
    threads.
    """

    def __init__(self, root: Path = DATA, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Make an empty cache; the first ``current`` reads everything.

        Args:
            root: the folder data/.
            monotonic: a clock in seconds.
        """
        self._root = root
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._kept: dict[ContentFile, _Kept] = {}
        self._content = Content()
        self._looked_at: float | None = None

    def current(self) -> Content:
        """Return the content, read anew where files changed; they are looked at every 2 s."""
        with self._lock:
            moment = self._monotonic()
            if self._looked_at is None or moment - self._looked_at >= CHECK_EVERY_SECONDS:
                self._looked_at = moment
                self._refresh()
            return self._content

    def _refresh(self) -> None:
        kept: dict[ContentFile, _Kept] = {}
        contacts: Mapping[str, Contact] = self._content.contacts
        for file in find_files(self._root):  # contacts come before what names them
            old = self._kept.get(file, _Kept())
            kept[file] = new = _look_at(file, old, contacts)
            if new.fault and new.fault != old.fault:
                _log.warning("content.file_broken", file=file.name, kind=new.fault)
            if file.kind == "contacts" and new.part is not None:
                contacts = new.part
        for file, old in self._kept.items():
            if file not in kept and file.kind in _ONE_OF_A_KIND:
                kept[file] = old  # being saved, or deleted by mistake
        if kept != self._kept:
            self._kept = kept
            self._content = assemble(
                {file: item.part for file, item in kept.items() if item.part is not None}
            )


def _look_at(file: ContentFile, old: _Kept, contacts: Mapping[str, Contact]) -> _Kept:
    try:
        status = file.path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if stamp == old.stamp:
            return old
        part = read_file(file)
        if file.kind == "phrases" and old.part is not None:
            part = {**old.part, **part}  # a phrase that an edit lost is still said
        if old.part is not None and _names_strangers(part, old.part, contacts):
            return _Kept(None, old.part, "UnknownContact")  # read again: it may be added yet
    except Exception as error:  # no edit, however broken, may silence the bot
        return _Kept(None, old.part, type(error).__name__)
    return _Kept(stamp, part)


def _names_strangers(part: Any, old: Any, contacts: Mapping[str, Contact]) -> bool:
    """Tell whether an edit brought names in braces that nobody can fill in."""
    if not isinstance(part, dict):
        return bool(unknown_contacts(part, contacts))
    return any(
        set(names_in(text)) - set(names_in(old.get(name, text))) - set(contacts)
        for name, text in part.items()
        if isinstance(text, str)
    )


@lru_cache(maxsize=4)
def _cache_of(root: Path) -> ContentCache:
    return ContentCache(root)


def current_content(root: Path = DATA) -> Content:
    """Return the content of a data/ folder as it is now, from a cache that the process shares."""
    return _cache_of(root).current()
