"""Each case's own thread in its team's group; in a group without threads, nothing at all."""

import time

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.content.model import Content
from bot.desk.card import thread_name
from bot.desk.plan import Plan
from bot.log import EventLog
from bot.store import cases, conversations
from bot.store.cases import Case
from bot.store.engine import Store, Tx
from bot.telegram.groups import Groups

# Colours that Telegram allows for a thread's icon: red, orange (here: yellow), green.
_COLOURS = {"P1": 16478047, "P2": 16766590, "P3": 9367192}
ASK_AGAIN_SECONDS = 60.0  # after Telegram did not let us open a thread; people may mend that
_log = EventLog(__name__)


class Threads:
    """Opens, renames, closes and opens again the threads of cases."""

    def __init__(self, bot: Bot, groups: Groups, store: Store, plan: Plan) -> None:
        """Make it for all teams."""
        self._bot = bot
        self._groups = groups
        self._store = store
        self._plan = plan
        self._has_threads: dict[int, bool] = {}  # by chat
        self._asked_at: dict[int, float] = {}  # when a chat last did not let us open one

    def may_have(self, team: str) -> bool:
        """Return whether a team's group has threads, as far as is known."""
        return self._has_threads.get(self._groups.chat(team), True)

    async def of(self, case: Case, content: Content) -> int | None:
        """Return the case's thread, opening it if there is none yet.

        Returns:
            The thread's id, or None in a group without threads, or where the bot may not open
            one: then the case's messages stand in the group itself, and staff reply to them.

        Raises:
            telegram.error.TelegramError: Telegram could not be asked.
        """
        if case.thread_id is not None:
            return case.thread_id
        chat = self._groups.chat(case.team)
        if not await self._is_open_to_us(chat):
            return None
        alias = await self._alias(case)
        try:
            thread = await self._bot.create_forum_topic(
                chat,
                thread_name(case, alias, content, self._plan),
                icon_color=_COLOURS[case.priority],
            )
        except (BadRequest, Forbidden) as error:
            _log.error("thread.not_opened", error, case=case.id)
            self._has_threads.pop(chat, None)
            self._asked_at[chat] = time.monotonic()
            return None
        thread_id = thread.message_thread_id
        await self._store.run(lambda tx: cases.set_thread(tx, case.id, thread_id))
        return thread_id

    async def forget(self, case: Case) -> None:
        """Forget a thread that was deleted by hand; the next message opens another."""

        def work(tx: Tx) -> None:
            cases.set_thread(tx, case.id, None)
            cases.set_card(tx, case.id, None)

        await self._store.run(work)

    async def rename(self, case: Case, content: Content) -> None:
        """Show the case's state and waiting time in its thread's name."""
        if case.thread_id is not None:
            name = thread_name(case, await self._alias(case), content, self._plan)
            chat = self._groups.chat(case.team)
            await self._bot.edit_forum_topic(chat, case.thread_id, name=name)

    async def close_or_open(self, case: Case) -> None:
        """Close the thread of a closed case; open it again if the case is."""
        if case.thread_id is None:
            return
        chat = self._groups.chat(case.team)
        if case.state == cases.CLOSED:
            await self._bot.close_forum_topic(chat, case.thread_id)
        else:
            await self._bot.reopen_forum_topic(chat, case.thread_id)

    async def reopen(self, case: Case) -> None:
        """Open a thread that was closed by hand; where we may not, do without it."""
        if case.thread_id is None:
            return
        try:
            await self._bot.reopen_forum_topic(self._groups.chat(case.team), case.thread_id)
        except (BadRequest, Forbidden) as error:
            _log.error("thread.not_reopened", error, case=case.id)
            await self.forget(case)

    async def _is_open_to_us(self, chat: int) -> bool:
        if time.monotonic() - self._asked_at.get(chat, -ASK_AGAIN_SECONDS) < ASK_AGAIN_SECONDS:
            return False
        if chat not in self._has_threads:
            self._has_threads[chat] = bool((await self._bot.get_chat(chat)).is_forum)
        return self._has_threads[chat]

    async def _alias(self, case: Case) -> str:
        if case.conversation_id is None:
            return str(case.id)
        identity = case.conversation_id
        found = await self._store.run(lambda tx: conversations.find(tx, identity))
        return found.alias if found else str(case.id)
