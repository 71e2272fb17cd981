"""What goes out to a child: texts with buttons, whatever the channel."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

LABEL_LIMIT = 40


@dataclass(frozen=True)
class Button:
    """A button: what the child reads, and what it means to the bot."""

    label: str
    payload: str


@dataclass(frozen=True)
class Message:
    """One message to the child."""

    text: str
    buttons: list[Button] = field(default_factory=list)


def shorten(label: str, limit: int = LABEL_LIMIT) -> str:
    """Cut a label between words so that it fits on a button."""
    label = " ".join(label.split())
    if len(label) <= limit:
        return label
    cut = label[: limit - 1]
    if " " in cut and label[limit - 1] != " ":
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:(") + "…"


def with_buttons(messages: list[Message], buttons: Iterable[Button]) -> list[Message]:
    """Put buttons under the last message, each meaning once."""
    by_payload = {button.payload: button for button in buttons}
    if not messages:
        return messages
    return [*messages[:-1], replace(messages[-1], buttons=list(by_payload.values()))]
