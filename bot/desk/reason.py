"""Why a child is handed over to a human."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why a child is handed off.

    Attributes:
        id: urgent class, or the topic by which a child asks for a human.
        priority: "P1", "P2" or "P3".
        why: what was seen, in Spanish, without the child's words.
    """

    id: str
    priority: str
    why: str

    def as_detail(self, cause: int | None) -> dict[str, object]:
        """Return the reason for the audit trail.

        Args:
            cause: inbox row of the message.
        """
        return {"reason": self.id, "why": self.why, "cause": cause}
