"""Logging that cannot leak what a child wrote.

A log line is an event name and a few fields of a fixed list. Exceptions are logged by their type
and the place in the code; their messages are left out, because libraries put texts, ids and even
the bot's token (it stands in the URL of each call) into them.
"""

import logging
import sys
import traceback
from typing import Any

ALLOWED_FIELDS = frozenset(
    {
        "attempts", "case", "count", "delivery", "error", "file", "kind", "method", "milliseconds",
        "outcome", "port", "priority", "process", "purpose", "row", "seconds", "state", "status",
    }
)  # fmt: skip

_LIBRARIES_THAT_TALK = ("httpx", "httpcore", "telegram", "sqlalchemy", "aiohttp.access")


def safe_exception(error: BaseException) -> str:
    """Describe an exception without its message.

    Args:
        error: any exception, with the chain that led to it.

    Returns:
        Type names and code places, innermost first, such as ``TimedOut at sender.py:80``.
    """
    parts = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = traceback.extract_tb(link.__traceback__)
        place = (
            f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
        )
        parts.append(type(link).__name__ + place)
        link = link.__cause__ or link.__context__
    return " < ".join(parts)


class SafeFormatter(logging.Formatter):
    """Formats a record without the message of its exception."""

    def formatException(self, ei: Any) -> str:
        """Return type and place of the exception in ``ei`` (the tuple of ``sys.exc_info``)."""
        return safe_exception(ei[1]) if ei and ei[1] else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002 -- the name is logging's
        """Return nothing: a printed stack can show texts."""
        return ""


def set_up_logging(level: str = "INFO") -> None:
    """Send log records to standard output, formatted safely.

    Args:
        level: name of the lowest level that our own events are shown at. Libraries are held at
            WARNING, because at INFO they print URLs that hold the token.
    """
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(SafeFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _LIBRARIES_THAT_TALK:
        logging.getLogger(name).setLevel(logging.WARNING)
    # At ERROR and CRITICAL the library prints whole updates, with what children wrote.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


class EventLog:
    """Logs events by name, with fields of the allowed list only."""

    def __init__(self, name: str) -> None:
        """Make a log for one module.

        Args:
            name: the module's ``__name__``.
        """
        self._logger = logging.getLogger(name)

    def info(self, event: str, **fields: Any) -> None:
        """Log something that is as it should be."""
        self._log(logging.INFO, event, None, fields)

    def warning(self, event: str, error: BaseException | None = None, **fields: Any) -> None:
        """Log something that a person should look at."""
        self._log(logging.WARNING, event, error, fields)

    def error(self, event: str, error: BaseException | None = None, **fields: Any) -> None:
        """Log something that broke a promise."""
        self._log(logging.ERROR, event, error, fields)

    def _log(
        self, level: int, event: str, error: BaseException | None, fields: dict[str, Any]
    ) -> None:
        unknown = set(fields) - ALLOWED_FIELDS
        if unknown:
            raise ValueError(f"log fields that are not allowed: {sorted(unknown)}")
        if error is not None:
            fields["error"] = safe_exception(error)
        text = " ".join([event, *(f"{key}={value}" for key, value in fields.items())])
        self._logger.log(level, "%s", text)
