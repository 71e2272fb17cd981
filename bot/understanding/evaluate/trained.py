"""The newest trained model, with all of Rasa's pipeline around it."""

import asyncio
import time
from pathlib import Path

from rasa.core.agent import Agent

from bot.errors import BotError
from bot.language.plain_text import as_plain_text
from bot.language.urgency.stored import newest_model
from bot.understanding.evaluate.pipeline import alone
from bot.understanding.evaluate.reading import Reading
from bot.understanding.quiet import keep_quiet


def read_with_model(model: Path, texts: list[str]) -> list[Reading]:
    """Read messages one by one with a trained model, each as the first of a conversation.

    Args:
        model: Rasa's archive, the newest of its folder.
        texts: the messages.

    Raises:
        BotError: there is no urgency model in it.
    """
    agent = Agent.load(str(model))
    keep_quiet()
    urgency_model = newest_model(model.parent)
    if urgency_model is None:
        raise BotError(f"{model.name} no se puede leer: haz `make train` otra vez")

    async def read(text: str) -> Reading:
        started = time.process_time()
        parsed = await agent.parse_message(as_plain_text(text))
        milliseconds = (time.process_time() - started) * 1000
        return Reading.of(parsed, *alone(text, urgency_model), milliseconds)

    async def read_all() -> list[Reading]:
        await read("hola")  # what is loaded at the first message is no message's time
        return [await read(text) for text in texts]

    return asyncio.run(read_all())
