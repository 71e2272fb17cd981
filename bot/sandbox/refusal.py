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
        retry_after: seconds to wait, for 429 only.
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """Return the JSON object that Telegram would send."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(text: str) -> Refusal:
    """Return a 400; ``text`` follows after ``Bad Request:``."""
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    """Return a 403; ``text`` follows after ``Forbidden:``."""
    return Refusal(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> Refusal:
    """Return a 429 that asks to wait for ``seconds``."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", seconds)
