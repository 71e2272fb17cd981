"""All that exists in the sandbox, and what happens when somebody writes, presses or leaves."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from bot.clock import now
from bot.sandbox.chat import GROUP_KEY, Chat, Thread, new_group, new_private
from bot.sandbox.feed import Feed
from bot.sandbox.files import Files
from bot.sandbox.people import ANONYMOUS, BOT, STAFF, Person, by_id, child, number_of
from bot.sandbox.push import Webhook
from bot.sandbox.refusal import bad_request, migrated
from bot.sandbox.updates import UpdateQueue

JSON = dict[str, Any]
MODES = ("forum", "plain")

# Ids begin at a number that grows with time: a bot that outlives the sandbox would else take new
# updates, messages and threads for old ones.
_YEAR_ZERO = 1_767_225_600  # 2026-01-01
_QUERY_LIFE = timedelta(seconds=30)


class World:
    """The chats, the bot's update queue and the feed.

    Attributes:
        mode: ``forum`` or ``plain``, the kind of the staff group.
        chats: all chats by key.
        updates: what the bot has still to fetch.
        webhook: where they are brought, if the bot wants that.
        feed: what happened, for page and tests.
        files: the known files.
        commands: the bot's commands by scope and language.
    """

    def __init__(self, mode: str) -> None:
        started = int(now().timestamp())
        self._first_message = started - _YEAR_ZERO
        self.updates = UpdateQueue((started - _YEAR_ZERO) * 4)
        self.webhook = Webhook(self.updates)
        self.feed = Feed(started * 1000)
        self._last_ids: dict[str, int] = {}
        self.reset(mode)

    def reset(self, mode: str) -> None:
        """Begin anew with empty chats; ids go on, so that none is used twice."""
        for key, chat in getattr(self, "chats", {}).items():
            self._last_ids[key] = chat.last_id
        self.mode = mode
        self.files = Files()
        self.commands: dict[str, list[JSON]] = {}
        self.chats: dict[str, Chat] = {}
        self._queries: dict[str, tuple[datetime, Person]] = {}
        self.updates.clear()
        self._add(new_group(mode))
        self.feed.publish("reset")

    @property
    def group(self) -> Chat:
        """Return the staff group that the page shows."""
        return self.chats[GROUP_KEY]

    def child_chat(self, number: int) -> Chat:
        """Return a child's private chat, which begins to exist with this."""
        key = f"child:{number}"
        return self.chats.get(key) or self._add(new_private(child(number), key))

    def private_chat(self, someone: Person) -> Chat:
        """Return a caseworker's own chat with the bot, which begins to exist with this."""
        key = f"private:{someone.key}"
        return self.chats.get(key) or self._add(new_private(someone, key))

    def chat(self, key: str) -> Chat:
        """Return a chat by ``group`` or another group's key, ``private:ana`` or ``child:7``.

        Raises:
            UnknownPerson: the key is of none of these forms.
        """
        if key in self.chats:
            return self.chats[key]
        name = key.removeprefix("private:")
        return self.private_chat(STAFF[name]) if name in STAFF else self.child_chat(number_of(key))

    def add_group(self, mode: str, key: str, chat_id: int) -> Chat:
        """Add a further group, to which ana adds the bot."""
        chat = self._add(new_group(mode, key, chat_id, f"Grupo {key}"))
        chat.statuses[BOT.id] = "left"
        self.change_member(chat, BOT, STAFF["ana"], {"status": "administrator"})
        return chat

    def upgrade(self, old: Chat, chat_id: int, mode: str) -> Chat:
        """Make a basic group a supergroup: another chat, of the same name and people."""
        key = old.key
        old.key = f"{key}-before"
        self.chats[old.key] = self.chats.pop(key)
        new = self._add(new_group(mode, key, chat_id, old.title))
        new.statuses = dict(old.statuses)
        self.updates.put("message", self.post(old, BOT, {"migrate_to_chat_id": chat_id}))
        old.migrated_to = chat_id
        self.updates.put("message", self.post(new, BOT, {"migrate_from_chat_id": old.id}))
        self.feed.publish("reset")
        return new

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """Return the chat that the bot names, to act in it.

        Raises:
            Refusal: there is none, or it is a supergroup by now.
        """
        found = self.chat_to_read(chat_id)
        if found.migrated_to is not None:
            raise migrated(found.migrated_to)
        return found

    def chat_to_read(self, chat_id: int | str) -> Chat:
        """Return the chat that the bot asks about; of one that has moved, what was last known.

        Raises:
            Refusal: there is none.
        """
        found = next((chat for chat in self.chats.values() if chat.id == chat_id), None)
        if found is not None:
            return found
        someone = by_id(chat_id) if isinstance(chat_id, int) else None
        if someone is not None and someone.key in STAFF:
            return self.private_chat(someone)
        raise bad_request("chat not found")

    def post(
        self,
        chat: Chat,
        sender: Person,
        content: JSON,
        *,
        thread: Thread | None = None,
        reply_to: JSON | None = None,
    ) -> JSON:
        """Add a message to a chat.

        Args:
            chat: where.
            sender: who.
            content: text, media or service fields, and an inline keyboard if any.
            thread: the forum thread; None for the chat itself.
            reply_to: the message that is replied to.

        Returns:
            The message as Telegram's object.
        """
        chat.last_id += 1
        message: JSON = {
            "message_id": chat.last_id,
            "from": sender.as_user(),
            "chat": chat.brief(),
            "date": int(now().timestamp()),
        }
        if sender is ANONYMOUS:
            message["sender_chat"] = chat.brief()
        if thread is not None:
            message |= {"message_thread_id": thread.id, "is_topic_message": True}
        elif reply_to is not None and chat.is_plain_group:
            # Telegram numbers chains of replies as threads in groups without threads, too.
            message["message_thread_id"] = reply_to.get(
                "message_thread_id", reply_to["message_id"]
            )
        replied = reply_to or (thread.created if thread is not None else None)
        if replied is not None:
            message["reply_to_message"] = _without_reply(replied)
        message |= content
        self.put(chat, message)
        return message

    def put(self, chat: Chat, message: JSON) -> None:
        """Store a new or changed message and show it."""
        chat.messages[message["message_id"]] = message
        self.feed.publish("message", chat=chat.key, message=message)

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message away."""
        chat.messages.pop(message_id)
        chat.reactions.pop(message_id, None)
        self.feed.publish("gone", chat=chat.key, message_id=message_id)

    def show_thread(self, chat: Chat, thread: Thread) -> None:
        """Tell the page and the tests of a new or changed thread."""
        self.feed.publish("thread", chat=chat.key, thread=thread.as_shown())

    def remove_thread(self, chat: Chat, thread: Thread) -> None:
        """Take a thread away with all that was written in it."""
        inside = [
            message_id
            for message_id, message in chat.messages.items()
            if message.get("message_thread_id") == thread.id
        ]
        for message_id in inside:
            self.remove(chat, message_id)
        del chat.threads[thread.id]
        self.feed.publish("thread_gone", chat=chat.key, thread_id=thread.id)

    def show_chat(self, chat: Chat) -> None:
        """Tell the page and the tests of a chat's keyboard and state."""
        shown = chat.as_shown()
        self.feed.publish(
            "chat",
            chat=chat.key,
            state={key: shown[key] for key in ("id", "started", "blocked", "keyboard")},
        )

    def press(self, chat: Chat, someone: Person, message: JSON, data: str) -> str:
        """Send the bot a callback query.

        Args:
            chat: where the button is.
            someone: who presses it.
            message: the message with the button.
            data: the button's callback data.

        Returns:
            The id of the query.
        """
        query_id = str(secrets.randbits(62))
        self._queries[query_id] = (now(), someone)
        self.updates.put(
            "callback_query",
            {
                "id": query_id,
                "from": someone.as_user(),
                "message": message,
                "chat_instance": chat.instance,
                "data": data,
            },
        )
        return query_id

    def answer_query(self, query_id: str) -> Person:
        """Take an open callback query.

        Returns:
            Who pressed the button.

        Raises:
            Refusal: the query is unknown, was answered, or is too old.
        """
        asked_at, someone = self._queries.pop(query_id, (None, BOT))
        if asked_at is None or now() - asked_at > _QUERY_LIFE:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        return someone

    def change_member(self, chat: Chat, someone: Person, by: Person, change: JSON) -> None:
        """Apply a change of somebody's place in a chat and tell the bot.

        Args:
            chat: the chat.
            someone: whose place changes: the bot's or a person's.
            by: who does it.
            change: new values: ``status`` in the group, or ``blocked`` in a private chat.
        """
        before = chat.member(someone)
        if "blocked" in change:
            chat.is_blocked = change["blocked"]
        else:
            chat.statuses[someone.id] = change["status"]
        self.updates.put(
            "my_chat_member" if someone is BOT else "chat_member",
            {
                "chat": chat.brief(),
                "from": by.as_user(),
                "date": int(now().timestamp()),
                "old_chat_member": before,
                "new_chat_member": chat.member(someone),
            },
        )
        self.show_chat(chat)

    def as_shown(self) -> JSON:
        """Return the whole state for page and tests."""
        return {
            "seq": self.feed.seq,
            "mode": self.mode,
            "bot": BOT.as_user(),
            "chats": [chat.as_shown() for chat in self.chats.values()],
            "threads": [thread.as_shown() for thread in self.group.threads.values()],
            "members": sorted(
                someone.key
                for user_id, status in self.group.statuses.items()
                if status != "left" and (someone := by_id(user_id)) is not None
            ),
        }

    def _add(self, chat: Chat) -> Chat:
        chat.last_id = self._last_ids.get(chat.key, self._first_message)
        self.chats[chat.key] = chat
        return chat


def _without_reply(message: JSON) -> JSON:
    return {key: value for key, value in message.items() if key != "reply_to_message"}
