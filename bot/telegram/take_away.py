"""Deleting messages that a child wanted gone."""

from bot.content.model import Content
from bot.store.outbox import OutboxRow
from bot.telegram.bridge import Bridge
from bot.telegram.parcel import Sent, Way


def take_away(bridge: Bridge) -> Way:
    """Return the way of deleting messages from a child's chat or a team's group."""

    async def delete(row: OutboxRow, _content: Content) -> Sent:
        team = row.body.get("team")
        chat = row.body["chat"] if team is None else bridge.groups.chat(team)
        await bridge.bot.delete_messages(chat, row.body["message_ids"])
        return Sent()

    return delete
