"""Keeps what children write out of Rasa's logs.

Rasa logs through structlog, with the text of a failed message among the fields (its REST channel
does so at ERROR), and prints tracebacks whose messages quote the request. Both are cut off here:
of each structlog event only its name and a few harmless fields stay, and each exception is
reduced to its type and place.
"""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.log import SafeFormatter, safe_exception

_HARMLESS = {"event", "action_name", "component", "level", "num_processes", "path", "policy_name"}


def keep_quiet() -> None:
    """Make structlog and logging safe in this process; call it after Rasa set up its own."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _drop_fields, _as_line],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    for handler in logging.getLogger().handlers:
        handler.setFormatter(SafeFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.lastResort = None


def _drop_fields(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    kept = {name: value for name, value in event.items() if name in _HARMLESS}
    error = event.get("exc_info")
    if isinstance(error, BaseException):
        kept["error"] = safe_exception(error)
    return kept


def _as_line(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    name = event.pop("event", "")
    return " ".join([str(name), *(f"{key}={value}" for key, value in event.items())])
