"""What the virtual children write: the team's own test messages, on which nothing is trained."""

import random

from bot.clock import today
from bot.config import Settings
from bot.content.cache import current_content
from bot.content.checks.files import read_content_files
from bot.desk.plan import load_plan
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.stored import newest_model
from bot.understanding.evaluate.messages import ORDINARY, held_out

_SEED = 20261125  # the same order in each run, and for both systems


def calm_messages(root_settings: Settings) -> list[str]:
    """Return the messages about topics that need no human.

    A group of the staff gets 20 messages a minute whatever we do, so cases are measured by
    themselves and not hidden among ordinary messages.

    Args:
        root_settings: where content and model are.
    """
    content = current_content(root_settings.data_dir)
    check = UrgencyCheck(newest_model(root_settings.model_dir), content)
    human_topic = load_plan(root_settings.data_dir).human_topic
    texts = [
        message.text
        for message in held_out(read_content_files(root_settings.data_dir.parent, today()))
        if message.kind == ORDINARY and message.name != human_topic
    ]
    calm = [text for text in texts if check.check(text).outcome == "none"]
    random.Random(_SEED).shuffle(calm)  # noqa: S311 -- no secret
    return calm
