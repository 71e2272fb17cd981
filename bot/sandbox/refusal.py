"""What the Bot API server answers when it does not do what it was asked.

The descriptions are Telegram's, in English, because programs compare them.
"""

from typing import Any

from bot.errors import BotError


class Refusal(BotError):
    """A call that is answered with ``"ok": false``.

    Attributes:
        code: HTTP status and ``error_code``.
        description: Telegram's text for it.
        parameters: what a program may act on, such as ``retry_after``.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object that Telegram would send."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str) -> Refusal:
    """Return a 400; ``text`` follows after ``Bad Request:``."""
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    """Return a 403; ``text`` follows after ``Forbidden:``."""
    return Refusal(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> Refusal:
    """Return a 429 that asks to wait for ``seconds``."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(chat_id: int) -> Refusal:
    """Return the 400 of a group that is the supergroup ``chat_id`` now."""
    return Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=chat_id,
    )
