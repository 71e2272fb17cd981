"""What Rasa's fingerprints cannot see by themselves: our code and word lists behind a component.

Rasa fingerprints a component's class and its inputs. What the class calls is told to it here, so
that a changed word list or rule is trained anew and nothing else is.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bot.config import ROOT


def digest(*names: str, besides: Iterable[object] = ()) -> str:
    """Return a digest of files and folders of Python code, and of further values.

    Args:
        *names: paths below the project's root.
        besides: values whose ``repr`` counts too.
    """
    total = hashlib.sha256()
    for name in names:
        place = ROOT / name
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            total.update(_content(path))
    for value in besides:
        total.update(repr(value).encode())
    return total.hexdigest()


def lexicon_text(data_dir: Path) -> str:
    """Return the word lists as they are on disk; empty if there are none."""
    path = data_dir / "lexicon.yml"
    return path.read_text() if path.exists() else ""


def _content(path: Path) -> bytes:
    return path.name.encode() + b"\0" + path.read_bytes()
