"""Makes a copy of data/ without the messages that a fold holds back."""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml import YAML

from bot.content.yaml_file import Place
from bot.understanding.evaluate.messages import Example


def copy_without(root: Path, held_back: Iterable[Example], target: Path) -> Path:
    """Copy data/, so that what is trained on the copy has not seen some messages.

    Args:
        root: the project, which has data/.
        held_back: what the copy lacks.
        target: a folder that the copy is put into.

    Returns:
        The copy of data/.
    """
    copy = target / "data"
    shutil.copytree(root / "data", copy)
    places: dict[str, list[Place]] = defaultdict(list)
    for example in held_back:
        places[example.file].append(example.place)
    for file, items in places.items():
        _take_out(target / file, items)
    return copy


def _take_out(path: Path, items: list[Place]) -> None:
    yaml = YAML()
    yaml.preserve_quotes = True  # without them, some texts would be YAML's own signs
    yaml.width = 10_000
    document = yaml.load(path)
    for field, index in sorted(items, reverse=True):  # the last first: the others stay in place
        del document[field][index]
    yaml.dump(document, path)
