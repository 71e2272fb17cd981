"""What the life of a turn needs, in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.cache import current_content
from bot.content.model import Content
from bot.conversation.rasa_client import RasaClient
from bot.desk.plan import Plan
from bot.language.urgency.check import UrgencyCheck
from bot.lately import Lately
from bot.store.conversations import ConversationId
from bot.store.engine import Store


@dataclass(frozen=True)
class Context:
    """The parts that answering uses.

    Attributes:
        store: the shared state.
        data_dir: the folder data/.
        plan: the desk's data.
        urgency: the check that runs with and without Rasa.
        rasa: the client.
        show_typing: starts to show «escribiendo…» in a conversation; never waits, never raises.
        wake_sender: told that something was written to the outbox.
        outcomes: by conversation, what becomes of the turn that is being answered, one of
            metrics.OUTCOMES.
        turns: how many turns each conversation had lately.
    """

    store: Store
    data_dir: Path
    plan: Plan
    urgency: UrgencyCheck
    rasa: RasaClient
    show_typing: Callable[[str], None]
    wake_sender: Callable[[], None]
    outcomes: dict[ConversationId, str] = field(default_factory=dict)
    turns: Lately = field(default_factory=Lately)

    @property
    def content(self) -> Content:
        """The content as it is on disk now."""
        return current_content(self.data_dir)
