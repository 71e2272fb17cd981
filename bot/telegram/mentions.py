"""Mentions by name: a caseworker's name in a text becomes a link that rings her phone."""

from collections.abc import Iterable, Sequence

from telegram import MessageEntity, User

from bot.store import staff
from bot.store.engine import Tx
from bot.telegram.text import length

Mention = tuple[int, str]  # Telegram's user id, first name


def resolve(tx: Tx, mentions: Iterable[Sequence[str]]) -> list[Mention]:
    """Return who is to be mentioned, without those whose Telegram id is not known.

    Args:
        tx: the transaction.
        mentions: pairs of pseudonym and first name.
    """
    found = [(staff.user_of(tx, key), name) for key, name in mentions]
    return [(user, name) for user, name in found if user is not None]


def entities(text: str, mentions: Iterable[Mention]) -> list[MessageEntity]:
    """Return the entities that link the names in a text; a name that is not in it is left out.

    Args:
        text: as it is sent, without white space around it.
        mentions: in the order of their names in the text.
    """
    found = []
    start = 0
    for user, name in mentions:
        at = text.find(name, start)
        if at < 0:
            continue
        start = at + len(name)
        found.append(
            MessageEntity(
                MessageEntity.TEXT_MENTION,
                offset=length(text[:at]),
                length=length(name),
                user=User(user, name, is_bot=False),
            )
        )
    return found
