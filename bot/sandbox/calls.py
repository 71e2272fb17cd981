"""What the bot asked of the server, for tests to read."""

from collections import deque
from typing import Any

from bot.clock import now
from bot.sandbox.arguments import Upload

JSON = dict[str, Any]

_KEPT = 5000


class CallLog:
    """The latest calls with arguments, outcome and times."""

    def __init__(self) -> None:
        self._calls: deque[JSON] = deque(maxlen=_KEPT)
        self._number = 0

    def begin(self, method: str, arguments: JSON) -> JSON:
        """Note that a call came.

        Args:
            method: its name.
            arguments: its parameters as they came.

        Returns:
            The entry, to be handed to ``check`` and ``finish``.
        """
        self._number += 1
        entry: JSON = {
            "number": self._number,
            "method": method,
            "began_at": now().isoformat(),
        }
        self.check(entry, arguments)
        return entry

    def check(self, entry: JSON, arguments: JSON) -> None:
        """Note the parameters of a call, with their types once these are known."""
        entry["arguments"] = {name: _plain(value) for name, value in arguments.items()}

    def finish(self, entry: JSON, **outcome: Any) -> None:
        """Note how a call ended.

        Polls that brought nothing are left out.

        Args:
            entry: what ``begin`` returned.
            **outcome: ``result``; or ``error_code`` and ``description``; or ``dropped``.
        """
        if entry["method"] == "getUpdates" and outcome.get("result") == []:
            return
        self._calls.append({**entry, **outcome, "ended_at": now().isoformat()})

    def select(self, method: str | None = None, after: int = 0) -> list[JSON]:
        """Return the calls in the order in which they ended.

        Args:
            method: only calls of this method.
            after: only calls with a higher number.
        """
        return [
            call
            for call in self._calls
            if call["number"] > after and method in {None, call["method"]}
        ]

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()


def _plain(value: Any) -> Any:
    return {"file": value.name, "size": value.size} if isinstance(value, Upload) else value
