"""Understanding one message without a conversation, for the command line and the tests."""

from typing import Any

from rasa.core.agent import Agent

from bot.config import Settings
from bot.errors import BotError
from bot.language.plain_text import as_plain_text
from bot.understanding.decision import URGENCY
from bot.understanding.fallback import DECISION, TOPIC
from bot.understanding.place_extractor import NAMED
from bot.understanding.quiet import keep_quiet

RANKED = 5


class Parser:
    """Reads messages with the newest trained model, loaded once."""

    def __init__(self, agent: Agent) -> None:
        """Use :meth:`newest` instead."""
        self._agent = agent

    @classmethod
    def newest(cls, settings: Settings) -> "Parser":
        """Load the newest model.

        Raises:
            BotError: there is none.
        """
        models = sorted(settings.model_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        if not models:
            raise BotError("no hay modelo todavía: haz `make train` primero")
        keep_quiet()
        return cls(Agent.load(str(models[-1])))

    async def parse(self, text: str) -> dict[str, Any]:
        """Return what the bot would do with a message as a first one.

        Args:
            text: what a child wrote; a leading slash is text.

        Returns:
            ``text``, ``decision``, ``topic``, ``confidence``, ``ranking``, ``urgency``,
            ``country`` and ``entities``.
        """
        parsed = await self._agent.parse_message(as_plain_text(text))
        urgency = parsed[URGENCY]
        ranking = [
            [item["name"], round(item["confidence"], 4)] for item in parsed["intent_ranking"]
        ]
        return {
            "text": text,
            "decision": parsed[DECISION],
            "topic": parsed.get(TOPIC),
            "confidence": ranking[0][1],
            "ranking": ranking[:RANKED],
            "urgency": {key: urgency[key] for key in ("outcome", "class", "score")},
            "country": next(
                (item["value"] for item in parsed["entities"] if item["entity"] == "country"), None
            ),
            "entities": [{"entity": name, "value": value} for name, value in parsed[NAMED]],
        }
