"""Groups that nobody has configured: somebody has added the bot there, and it leaves."""

import asyncio

from telegram import Bot, ChatMember
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.log import EventLog
from bot.telegram.groups import Groups

WAIT_SECONDS = 60.0  # a group of ours that becomes a supergroup may be heard of before its move
_FIRST_SUPERGROUP = -1_000_000_000_000  # ids of supergroups and channels are lower than this
_IN = {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED}
_log = EventLog(__name__)


class ForeignChats:
    """Leaves groups and channels that are no team's, once that is sure."""

    def __init__(self, bot: Bot, groups: Groups, wait_seconds: float = WAIT_SECONDS) -> None:
        """Make it.

        Args:
            bot: calls Telegram.
            groups: the teams' groups.
            wait_seconds: how long to wait before looking.
        """
        self._bot = bot
        self._groups = groups
        self._wait_seconds = wait_seconds
        self._suspected: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def suspect(self, chat: int) -> None:
        """Look in a while whether a chat is foreign, and leave it if so."""
        if chat in self._suspected:
            return
        self._suspected.add(chat)
        task = asyncio.create_task(self._look_later(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Forget what is suspected; the next message from there is heard again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _look_later(self, chat: int) -> None:
        try:
            await asyncio.sleep(self._wait_seconds)
            if await self._is_sure(chat):
                _ = await self._bot.leave_chat(chat)
                _log.warning("group.left")
        except TelegramError as error:
            _log.warning("group.not_left", error)
        finally:
            self._suspected.discard(chat)

    async def _is_sure(self, chat: int) -> bool:
        """Return whether a chat is no team's.

        If the bot is not in all groups of the settings, these may name the wrong one: then it
        stays where it is.
        """
        for team, own in self._groups.chats.items():
            try:
                if own > _FIRST_SUPERGROUP:  # tells whether it has become a supergroup
                    await self._bot.send_chat_action(own, "typing")
                member = await self._bot.get_chat_member(own, self._bot.id)
            except ChatMigrated as error:
                await self._groups.follow(team, error.new_chat_id)
                continue
            except (BadRequest, Forbidden):
                return False
            if member.status not in _IN:
                return False
        return self._groups.team_of(chat) is None
