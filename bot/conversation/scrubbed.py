"""What is kept of a message for whoever writes the content."""

import asyncio

from bot.content.message import shorten
from bot.language.scrub import scrub
from bot.store.missed import Scrubbed

LONGEST_KEPT = 300  # characters


async def scrubbed(text: str) -> Scrubbed:
    """Scrub a text off the event loop: the first time, the word lists are read."""
    return await asyncio.to_thread(scrub, shorten(text, LONGEST_KEPT))
