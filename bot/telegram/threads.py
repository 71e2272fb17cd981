"""Each case's own thread in the staff group; in a group without threads, nothing at all."""

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.content.model import Content
from bot.desk.card import thread_name
from bot.desk.plan import Plan
from bot.log import EventLog
from bot.store import cases, conversations
from bot.store.cases import Case
from bot.store.engine import Store, Tx

# Colours that Telegram allows for a thread's icon: red, orange (here: yellow), green.
_COLOURS = {"P1": 16478047, "P2": 16766590, "P3": 9367192}
_log = EventLog(__name__)


class Threads:
    """Opens, renames and closes the threads of cases."""

    def __init__(self, bot: Bot, group: int, store: Store, plan: Plan) -> None:
        """Make it for one staff group."""
        self._bot = bot
        self._group = group
        self._store = store
        self._plan = plan
        self._has_threads: bool | None = None

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
        if not await self._group_has_threads():
            return None
        alias = await self._alias(case)
        try:
            thread = await self._bot.create_forum_topic(
                self._group,
                thread_name(case, alias, content, self._plan),
                icon_color=_COLOURS[case.priority],
            )
        except (BadRequest, Forbidden) as error:
            _log.error("thread.not_opened", error, case=case.id)
            self._has_threads = None  # the group may have lost its threads: ask again next time
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
        """Show the case's state in its thread's name."""
        if case.thread_id is not None:
            name = thread_name(case, await self._alias(case), content, self._plan)
            await self._bot.edit_forum_topic(self._group, case.thread_id, name=name)

    async def close(self, case: Case) -> None:
        """Close the case's thread."""
        if case.thread_id is not None:
            await self._bot.close_forum_topic(self._group, case.thread_id)

    async def _group_has_threads(self) -> bool:
        if self._has_threads is None:
            chat = await self._bot.get_chat(self._group)
            self._has_threads = bool(chat.is_forum)
        return self._has_threads

    async def _alias(self, case: Case) -> str:
        if case.conversation_id is None:
            return str(case.id)
        identity = case.conversation_id
        found = await self._store.run(lambda tx: conversations.find(tx, identity))
        return found.alias if found else str(case.id)
