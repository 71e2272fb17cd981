"""What data/desk.yml says about handing off: who is asked, how cases are named."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.errors import ContentError

PRIORITIES = ("P1", "P2", "P3")  # the gravest first


@dataclass(frozen=True)
class Plan:
    """The desk's own data.

    Attributes:
        human_topic: topic by which a child asks for a human; it is also the case's reason.
        human_priority: priority of such a case.
        erase_topic: topic by which a child asks for erasure.
        shelter_topic: topic after which places near the child are named.
        safe_word_class: urgent class of the safe word and of the help button.
        aliases: names to make aliases from.
        card_messages: messages shown on a card.
        conversation_messages: messages shown by «Ver conversación».
        signs: emoji of each priority.
    """

    human_topic: str
    human_priority: str
    erase_topic: str
    shelter_topic: str
    safe_word_class: str
    aliases: list[str]
    card_messages: int
    conversation_messages: int
    signs: Mapping[str, str]


@lru_cache(maxsize=4)
def load_plan(data_dir: Path) -> Plan:
    """Read data/desk.yml.

    Args:
        data_dir: the folder data/.

    Raises:
        ContentError: the file is missing, broken, or has a field too few or too many.
    """
    path = data_dir / "desk.yml"
    try:
        values = YAML(typ="safe").load(path)
        values.pop("version")
        plan = Plan(**values)
    except (OSError, YAMLError, AttributeError, KeyError, TypeError) as error:
        raise ContentError(
            f"data/desk.yml no se puede leer ({type(error).__name__}): compáralo con la versión "
            "anterior y corrige el campo que falta o sobra."
        ) from error
    if set(plan.signs) != set(PRIORITIES) or plan.human_priority not in PRIORITIES:
        raise ContentError("data/desk.yml: «signs» y «human_priority» usan P1, P2 y P3.")
    return plan
