"""What a check says."""

from dataclasses import dataclass
from typing import Any, Literal

from bot.content.yaml_file import Place

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """Something in a content file that an editor must or should change.

    Attributes:
        file: path below the project, with slashes.
        line: counted from 1.
        field: which field, as ``field_name`` writes it.
        what: what is wrong, in Spanish, without a full stop.
        remedy: what to do about it, in Spanish, without a full stop.
        level: ``error`` blocks; ``warning`` tells.
    """

    file: str
    line: int
    field: str
    what: str
    remedy: str
    level: Level = "error"

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        stop = "" if self.remedy.endswith("?") else "."
        return f"{self.file}:{self.line}: {field}{self.what}. Remedio: {self.remedy}{stop}"


def field_name(place: Place, data: Any = None) -> str:
    """Write a place for people.

    Args:
        place: the place.
        data: the document's data, for the ids of list items.

    Returns:
        For example ``answers.MX.text``, ``examples[3]`` (counted from 1), ``contacts[comar].url``.
    """
    name = ""
    for part in place:
        data = _inner(data, part)
        if isinstance(part, int):
            item = data.get("id") if isinstance(data, dict) else None
            name += f"[{item if isinstance(item, str) else part + 1}]"
        else:
            name += f".{part}" if name else part
    return name


def _inner(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None
