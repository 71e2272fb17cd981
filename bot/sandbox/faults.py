"""Failures on order, so that tests can see what the bridge makes of them."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.errors import BotError
from bot.sandbox.refusal import Refusal, forbidden, too_many_requests

JSON = dict[str, Any]

KINDS = frozenset(
    {
        "too_many", "server_error", "bad_gateway", "forbidden", "not_found", "delay",
        "drop_before", "drop_after",
    }
)  # fmt: skip


WEBHOOK = "webhook"  # in the place of a method: bringing an update to the bot's webhook
_ONLY_BY_NAME = {"getUpdates", WEBHOOK}


class WrongFault(BotError):
    """A fault was ordered that does not exist."""


class Dropped(BotError):
    """The connection is to be cut instead of answered."""


@dataclass
class Fault:
    """A failure of the next calls.

    Attributes:
        kind: one of ``KINDS``.
        method: the method it meets, or WEBHOOK; ``*`` meets all methods but getUpdates.
        count: how many calls it meets.
        seconds: ``retry_after`` of too_many, or how long delay waits.
        chat_id: meets only calls for this chat, if given.
    """

    kind: str
    method: str = "*"
    count: int = 1
    seconds: float = 1
    chat_id: int | None = None

    def __post_init__(self) -> None:
        """Check the kind and the numbers.

        Raises:
            WrongFault: the kind is unknown, or a number makes no sense.
        """
        if self.kind not in KINDS:
            raise WrongFault(f"No hay la falla «{self.kind}»: usa una de {sorted(KINDS)}.")
        if self.count < 1 or self.seconds < 0:
            raise WrongFault("La falla necesita count de 1 o más y seconds de 0 o más.")

    def meets(self, method: str, arguments: JSON) -> bool:
        """Tell whether this fault is for a call."""
        if self.chat_id is not None and str(arguments.get("chat_id")) != str(self.chat_id):
            return False
        return self.method == method or (self.method == "*" and method not in _ONLY_BY_NAME)

    async def strike_before(self) -> None:
        """Do what has to happen before the call is carried out.

        Raises:
            Refusal: the call is answered with an error instead.
            Dropped: the connection is cut instead.
        """
        if self.kind == "delay":
            await asyncio.sleep(self.seconds)
        elif self.kind == "drop_before":
            raise Dropped(self.kind)
        elif self.kind == "too_many":
            raise too_many_requests(int(self.seconds))
        elif self.kind == "forbidden":
            raise forbidden("bot was blocked by the user")
        elif self.kind == "not_found":
            raise Refusal(400, "Bad Request: chat not found")
        elif self.kind == "server_error":
            raise Refusal(500, "Internal Server Error")
        elif self.kind == "bad_gateway":
            raise Refusal(502, "Bad Gateway")

    def strike_after(self) -> None:
        """Do what has to happen after the call was carried out.

        Raises:
            Dropped: the connection is cut, so that the answer is lost.
        """
        if self.kind == "drop_after":
            raise Dropped(self.kind)


class Faults:
    """The ordered faults, oldest first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Add a fault."""
        self._ordered.append(fault)

    def clear(self) -> None:
        """Take all faults back."""
        self._ordered.clear()

    def take(self, method: str, arguments: JSON) -> Fault | None:
        """Return the fault that meets a call, and use it up by one."""
        for fault in self._ordered:
            if fault.meets(method, arguments):
                fault.count -= 1
                if not fault.count:
                    self._ordered.remove(fault)
                return fault
        return None
