"""Messages in other languages, and the Spanish ones that must not be taken for them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.kit.factories import content
from tests.kit.messages import labelled

TESTS = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "pt", "fr", "ht")


@lru_cache(maxsize=1)
def foreign_messages() -> Any:
    """Return tests/language/foreign_messages.yml."""
    return YAML(typ="safe").load(TESTS / "language/foreign_messages.yml")


@lru_cache(maxsize=1)
def our_messages() -> list[str]:
    """Return all messages of data/ and tests/, which are Spanish but for a few."""
    ours = content()
    texts = [text for topic in ours.topics.values() for text in topic.examples]
    texts += [text for talk in ours.small_talk.values() for text in talk.examples]
    for urgent in ours.urgent.values():
        texts += urgent.examples
        texts += [lookalike.text for lookalike in urgent.lookalikes]
    texts += [message.text for message in labelled()]
    texts += _strings(YAML(typ="safe").load(TESTS / "language/urgency/messages.yml"))
    return list(dict.fromkeys(texts))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in _strings(item)]
