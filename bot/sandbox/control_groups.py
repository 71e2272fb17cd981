"""What people do to groups: make further ones, upgrade them, promote, close and delete threads."""

from collections.abc import Callable
from typing import Any

from bot.errors import BotError
from bot.sandbox.chat import GROUP_KEY, Chat
from bot.sandbox.people import STAFF, person
from bot.sandbox.world import World

JSON = dict[str, Any]

_MODES = ("forum", "plain", "basic")


class Impossible(BotError):
    """Something that a phone would not let its owner do; the message says why, in Spanish."""


def group_acts(world: World) -> dict[str, Callable[[JSON], Any]]:
    """Return the acts on groups by name; each takes its order as a JSON object."""

    def group(order: JSON) -> JSON:
        """Add a group with the bot in it: ``chat`` (its key), ``id``, ``mode``."""
        if order["chat"] in world.chats:
            raise Impossible("Ese grupo ya existe.")
        made = world.add_group(_mode(order), order["chat"], order["id"])
        return made.brief()

    def upgrade(order: JSON) -> JSON:
        """Make a basic group a supergroup: ``chat``, the new ``id``, ``mode``."""
        old = world.chat(order["chat"])
        if not old.is_basic:
            raise Impossible("Ese grupo ya es un supergrupo.")
        return world.upgrade(old, order["id"], _mode(order)).brief()

    def promote(order: JSON) -> JSON:
        """Make somebody an administrator, or a member again: ``user``, ``is_administrator``."""
        someone, chat = person(order["user"]), _group(order)
        if chat.status_of(someone.id) not in {"member", "administrator"}:
            raise Impossible(f"{someone.first_name} no es del grupo.")
        status = "administrator" if order.get("is_administrator", True) else "member"
        world.change_member(chat, someone, STAFF["ana"], {"status": status})
        return {"status": status}

    def thread(order: JSON) -> JSON:
        """Close, open or delete a thread by hand: ``user``, ``thread_id``, ``how``."""
        someone, chat = person(order["user"]), _group(order)
        found = chat.threads.get(order["thread_id"])
        if found is None:
            raise Impossible("Ese hilo ya no está.")
        if order["how"] == "delete":
            world.remove_thread(chat, found)
            return {}
        found.is_closed = order["how"] == "close"
        kind = "forum_topic_closed" if found.is_closed else "forum_topic_reopened"
        world.updates.put("message", world.post(chat, someone, {kind: {}}, thread=found))
        world.show_thread(chat, found)
        return {}

    def _group(order: JSON) -> Chat:
        return world.chat(order.get("chat", GROUP_KEY))

    return {"group": group, "upgrade": upgrade, "promote": promote, "thread": thread}


def _mode(order: JSON) -> str:
    mode = str(order.get("mode", "forum"))
    if mode not in _MODES:
        raise Impossible(f"El grupo es {', '.join(_MODES)}, no «{mode}».")
    return mode
