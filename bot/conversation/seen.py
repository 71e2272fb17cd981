"""What stands in the store about a child when a turn of it is taken up."""

from dataclasses import dataclass

from bot.store import cases, conversations, outbox
from bot.store.cases import Case
from bot.store.conversations import Conversation, ConversationId
from bot.store.engine import Tx
from bot.store.outbox import OutboxRow


@dataclass(frozen=True)
class Seen:
    """All that answering needs to read, in one look: a read costs a turn half a millisecond.

    Attributes:
        case: the case that is not closed, if there is one.
        child: the conversation; None if it was erased.
        said: what the bot said last, or is about to say.
    """

    case: Case | None
    child: Conversation | None
    said: OutboxRow | None

    @property
    def pending(self) -> str | None:
        """The bot's own open question."""
        return self.child.pending if self.child else None

    @property
    def country(self) -> str | None:
        """Where the child is, if that is known."""
        return self.child.country if self.child else None


def look(tx: Tx, conversation: ConversationId) -> Seen:
    """Read it."""
    latest = outbox.latest(tx, conversation, 1)
    return Seen(
        case=cases.current(tx, conversation),
        child=conversations.find(tx, conversation),
        said=latest[0] if latest else None,
    )
