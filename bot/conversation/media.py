"""Photos, voice notes, places on the map: what the bot can't read, or can only find help near."""

from bot.clock import today
from bot.content.message import Message
from bot.content.render import render_phrase
from bot.content.shelter_messages import location_messages
from bot.content.towns import Point
from bot.conversation.ask_rasa import ask_rasa
from bot.conversation.context import Context
from bot.conversation.flood import unless_too_many
from bot.conversation.seen import Seen
from bot.conversation.work import Work, say, together
from bot.store.conversations import ConversationId
from bot.store.inbox import InboxRow


async def media(
    it: Context, conversation: ConversationId, row: InboxRow, seen: Seen, *, is_urgent: bool
) -> Work:
    """Return the work for a message that is no text; what is written under it is answered."""
    if not is_urgent and (work := unless_too_many(it, conversation)):
        return work
    if row.kind == "location" and "latitude" in row.body:
        point = Point(float(row.body["latitude"]), float(row.body["longitude"]))
        return say(conversation, location_messages(point, it.content, today()))
    name = f"got_{row.kind}" if f"got_{row.kind}" in it.content.phrases else "got_other"
    said = say(conversation, [Message(render_phrase(name, it.content))])
    caption = str(row.body.get("text") or "")
    if not caption:
        return said
    return together(said, await ask_rasa(it, conversation, caption, seen, is_urgent=is_urgent))
