"""A child who types «la 2» or «sipi» means a button under the bot's last message."""

from bot import clock
from bot.content.payloads import NO_HUMAN, NONE_OF_THESE
from bot.language.choice import NONE, read_choice
from bot.language.refusal import refuses_human
from bot.language.yes_no import read_answer
from bot.store import conversations
from bot.store.outbox import OutboxRow


def typed_press(said: OutboxRow | None, text: str) -> str | None:
    """Find the button that a typed message means.

    Args:
        said: what the bot said last.
        text: what the child typed.

    Returns:
        The button's payload, or None if the text is a message of its own, or if what the bot said
        last has no buttons or is too old. That no human is wanted can be typed at any time.
    """
    if refuses_human(text):
        return NO_HUMAN
    if said is None or clock.now() - said.created_at > conversations.PENDING_LASTS:
        return None
    buttons = said.body.get("buttons") or []
    payloads = [str(payload) for _, payload in buttons]
    labels = [str(label) for label, _ in buttons]
    chosen = read_choice(text, labels, is_open=NONE_OF_THESE in payloads)
    if chosen == NONE or (chosen is None and read_answer(text) == "no"):
        return NONE_OF_THESE if NONE_OF_THESE in payloads else _unknown(labels, payloads, chosen)
    return None if chosen is None else payloads[chosen]


def _unknown(labels: list[str], payloads: list[str], chosen: int | None) -> str | None:
    """«Ninguno de los dos» is «no sé» to a question that has only that besides."""
    said = [index for index, label in enumerate(labels) if read_answer(label) == "unknown"]
    return payloads[said[0]] if chosen == NONE and len(said) == 1 else None
