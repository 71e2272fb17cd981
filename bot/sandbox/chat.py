"""A private chat or the staff group: messages, threads, members, rights."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.people import BOT, STAFF, Person
from bot.sandbox.refusal import Refusal, bad_request, forbidden

JSON = dict[str, Any]

GROUP_ID = -1001000000001
GROUP_KEY = "group"
GROUP_TITLE = "Equipo de guardia"
GENERAL_THREAD = 1

_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
_BOTS_RIGHTS = {"can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics"}


@dataclass
class Thread:
    """A forum thread of the group; its id is that of the message that began it."""

    id: int
    name: str
    icon_color: int
    created: JSON
    is_closed: bool = False

    def as_shown(self) -> JSON:
        """Return what the page and the tests see."""
        return {
            "id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
            "closed": self.is_closed,
        }


@dataclass
class Chat:
    """One chat as the server knows it.

    Attributes:
        id: Telegram's id.
        key: ``child:1``, ``private:ana``, ``group`` or the name of a further group.
        owner: the child or caseworker of a private chat; None for a group.
        title: of a group.
        is_forum: whether the group has threads.
        is_basic: whether the group is no supergroup yet.
        migrated_to: id of the supergroup that it has become.
        is_started: whether the owner has written, so that the bot may write too.
        is_blocked: whether the owner has blocked the bot.
        messages: all messages by id, in order; never changed in place.
        reactions: the bot's reactions by message id.
        threads: forum threads by id.
        statuses: member status by user id, of the group.
        rights: the bot's rights in the group.
        uneditable: ids of messages with a reply keyboard, which Telegram does not let bots edit.
        keyboard: the reply keyboard that lies under the child's input now.
        last_id: id of the latest message.
        instance: Telegram's ``chat_instance``.
    """

    id: int
    key: str
    owner: Person | None = None
    title: str = ""
    is_forum: bool = False
    is_basic: bool = False
    migrated_to: int | None = None
    is_started: bool = False
    is_blocked: bool = False
    messages: dict[int, JSON] = field(default_factory=dict)
    reactions: dict[int, list[str]] = field(default_factory=dict)
    threads: dict[int, Thread] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    rights: set[str] = field(default_factory=lambda: set(_BOTS_RIGHTS))
    uneditable: set[int] = field(default_factory=set)
    keyboard: JSON | None = None
    last_id: int = 0
    instance: str = field(default_factory=lambda: str(secrets.randbits(62)))

    @property
    def is_private(self) -> bool:
        """Tell whether this is somebody's own chat with the bot."""
        return self.owner is not None

    @property
    def is_plain_group(self) -> bool:
        """Tell whether this is the group, without threads."""
        return not self.is_private and not self.is_forum

    def brief(self) -> JSON:
        """Return Telegram's Chat object."""
        if self.owner is not None:
            return {
                "id": self.id,
                "type": "private",
                "first_name": self.owner.first_name,
                "username": self.owner.username,
            }
        kind = "group" if self.is_basic else "supergroup"
        chat: JSON = {"id": self.id, "type": kind, "title": self.title}
        return {**chat, "is_forum": True} if self.is_forum else chat

    def full(self) -> JSON:
        """Return Telegram's ChatFullInfo object."""
        gifts = (
            "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
            "gifts_from_channels",
        )  # fmt: skip
        info: JSON = {
            **self.brief(),
            "accent_color_id": 4,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(gifts, False),
        }
        if not self.is_private:
            info["permissions"] = {"can_send_messages": True, "can_react_to_messages": True}
        return info

    def status_of(self, user_id: int) -> str:
        """Return a member status: creator, administrator, member, left or kicked."""
        if self.owner is not None:
            return "kicked" if self.is_blocked else "member"
        return self.statuses.get(user_id, "left")

    def member(self, someone: Person) -> JSON:
        """Return Telegram's ChatMember object for a person."""
        status = self.status_of(someone.id)
        member: JSON = {"status": status, "user": someone.as_user()}
        if status == "kicked":
            member["until_date"] = 0
        if status == "creator":
            member["is_anonymous"] = False
        if status == "administrator":
            member |= {"can_be_edited": False, "is_anonymous": False}
            member |= {right: right in self.rights for right in _RIGHTS}
        return member

    def may(self, user_id: int, right: str) -> bool:
        """Tell whether somebody has an administrator's right in this chat."""
        status = self.status_of(user_id)
        return status == "creator" or (status == "administrator" and right in self.rights)

    def demand_right(self, right: str, description: str) -> None:
        """Raise a Refusal unless the bot has a right in the group."""
        if not self.may(BOT.id, right):
            raise bad_request(description)

    def demand_open(self) -> None:
        """Raise a Refusal where the bot may not write at all."""
        if self.is_private and not self.is_started:
            raise forbidden("bot can't initiate conversation with a user")
        if self.is_blocked:
            raise forbidden("bot was blocked by the user")
        if not self.is_private and self.status_of(BOT.id) in {"left", "kicked"}:
            kind = "group" if self.is_basic else "supergroup"
            raise forbidden(f"bot is not a member of the {kind} chat")

    def find(self, message_id: int, refusal: Refusal) -> JSON:
        """Return a message, or raise the given refusal where there is none."""
        message = self.messages.get(message_id)
        if message is None:
            raise refusal
        return message

    def thread_for(self, thread_id: int | None) -> Thread | None:
        """Return the thread that the bot wants to write into; None is the chat itself.

        Raises:
            Refusal: there is no such thread, or it is closed and the bot may not manage threads.
        """
        if thread_id is None:
            return None
        thread = self.threads.get(thread_id)
        if thread is None:  # Telegram says this of thread 1, «General», too
            raise bad_request("message thread not found")
        if thread.is_closed:
            self.demand_right("can_manage_topics", "TOPIC_CLOSED")
        return thread

    def as_shown(self) -> JSON:
        """Return what the page and the tests see of the chat."""
        return {
            "key": self.key,
            "id": self.id,
            "started": self.is_started,
            "blocked": self.is_blocked,
            "messages": list(self.messages.values()),
            "reactions": {str(key): emojis for key, emojis in self.reactions.items()},
            "keyboard": self.keyboard,
            "threads": [thread.as_shown() for thread in self.threads.values()],
        }


def new_group(
    mode: str, key: str = GROUP_KEY, chat_id: int = GROUP_ID, title: str = GROUP_TITLE
) -> Chat:
    """Return a group of the staff with its members.

    Args:
        mode: ``forum``, ``plain``, or ``basic`` for one that is no supergroup yet.
        key: its name here.
        chat_id: Telegram's id.
        title: its title.
    """
    statuses = {BOT.id: "administrator"}
    statuses |= {someone.id: "member" for key, someone in STAFF.items() if key != "stranger"}
    statuses[STAFF["ana"].id] = "creator"
    return Chat(
        chat_id,
        key,
        title=title,
        is_forum=mode == "forum",
        is_basic=mode == "basic",
        statuses=statuses,
    )


def new_private(owner: Person, key: str) -> Chat:
    """Return somebody's own chat with the bot, not started yet."""
    return Chat(owner.id, key, owner=owner)
