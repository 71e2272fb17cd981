"""What people could see in the sandbox, and since when: kept as it happens."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.kit.sandbox import GROUP_ID, JSON, Sandbox


@dataclass
class Shown:
    """A message: what it says now, and when it and its present buttons were first seen."""

    chat: str
    message: JSON
    at: float

    @property
    def text(self) -> str:
        """The text, or nothing."""
        return str(self.message.get("text") or "")

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def is_of_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.message["from"]["is_bot"])

    @property
    def thread(self) -> int | None:
        """The thread in which it stands."""
        return self.message.get("message_thread_id")


class Watch:
    """All messages of a sandbox, in the order in which they appeared."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        self._seq = int(box.state()["seq"])
        self._shown: dict[tuple[str, int], Shown] = {}
        self.refused = 0  # calls that were answered with 429
        self.taken: Counter[str] = Counter()  # the group's calls, by method
        self._calls = 0

    def look(self) -> None:
        """Take in what has happened since the last look."""
        now = time.monotonic()
        for event in self._box.events(self._seq):
            self._seq = event["seq"]
            if event["kind"] != "message":
                continue
            key = (event["chat"], event["message"]["message_id"])
            if key in self._shown:
                self._shown[key].message = event["message"]
            else:
                self._shown[key] = Shown(event["chat"], event["message"], now)

    def count_calls(self) -> None:
        """Count what the group took, and what Telegram's limits refused, since the last time."""
        for call in self._box.calls(after=self._calls):
            self._calls = max(self._calls, call["number"])
            self.refused += call.get("error_code") == 429
            if call["arguments"].get("chat_id") == GROUP_ID and "result" in call:
                self.taken[call["method"]] += 1

    def of_bot(self, chat: str, thread: int | None = None) -> Iterator[Shown]:
        """Yield what the bot says in a chat, or in a thread of it."""
        for shown in list(self._shown.values()):
            is_there = shown.chat == chat and (thread is None or shown.thread == thread)
            if is_there and shown.is_of_bot:
                yield shown

    def at(self, chat: str, message_id: int | None) -> float | None:
        """Return when a message was first seen, or None if it was not."""
        shown = self._shown.get((chat, message_id or 0))
        return shown.at if shown else None
