"""The bridge: the only process that talks to the outside."""

import asyncio
import fcntl
import signal
import time
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TextIO

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, ChatMember, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater
from telegram.request import HTTPXRequest

from bot import clock
from bot.config import Settings
from bot.content.cache import current_content
from bot.content.render import render_phrase
from bot.conversation import retention
from bot.conversation.context import Context
from bot.conversation.rasa_client import RasaClient
from bot.conversation.worker import Workers
from bot.desk.access import Access, Standing
from bot.desk.plan import load_plan
from bot.errors import BotError, ConfigError
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.stored import newest_model
from bot.log import EventLog
from bot.store import cases, conversations
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx, open_store
from bot.store.inbox import STAFF
from bot.telegram.bridge import Bridge
from bot.telegram.intake import ALLOWED_UPDATES, InboxQueue
from bot.telegram.sender import Sender
from bot.telegram.staff import StaffDesk
from bot.telegram.threads import Threads

FORGET_EVERY = timedelta(days=1)
POLL_SECONDS = 25
SILENT_SECONDS = 90  # longer than a poll and PTB's longest pause between two
_SUPERVISORS = {ChatMember.OWNER, ChatMember.ADMINISTRATOR}
_log = EventLog(__name__)


async def serve(settings: Settings) -> None:
    """Run the bridge until the process is told to stop.

    Args:
        settings: of this start.

    Raises:
        ConfigError: Telegram does not know the token, or another bridge runs on this store.
        BotError: a task that must never end has ended; the supervisor starts the bridge anew.
    """
    with _only_one(settings):
        await _serve(settings)


async def _serve(settings: Settings) -> None:
    store = open_store(settings.database_url, settings.store_key, settings.older_store_keys)
    polls = WatchedRequest(connection_pool_size=2, read_timeout=POLL_SECONDS + 10)
    bot = _bot(settings, polls)
    await _start(bot)
    app = App(settings, store, bot, polls)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await app.start()
    await asyncio.wait(
        [asyncio.create_task(stopped.wait()), asyncio.create_task(app.failed.wait())],
        return_when=asyncio.FIRST_COMPLETED,
    )
    has_failed = app.failed.is_set()  # stopping ends the same tasks
    await app.stop()
    if has_failed:
        raise BotError("el puente dejó de escuchar; se vuelve a empezar")


def _only_one(settings: Settings) -> TextIO:
    """Keep a second bridge from answering everything twice; held until the process ends.

    Raises:
        ConfigError: another bridge holds the lock.
    """
    file = (settings.var_dir / "bridge.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ConfigError("ya corre otro puente con esta carpeta var: detenlo primero.") from error
    return file


class WatchedRequest(HTTPXRequest):
    """PTB's request for getUpdates, which remembers when it was last used.

    PTB ends its polling without a word after some errors, such as a 401 or 404 from a proxy.
    """

    last_used = 0.0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Note the time and pass the request on."""
        self.last_used = time.monotonic()
        return await super().do_request(*args, **kwargs)


class App:
    """The bridge's tasks: polling, workers, staff desk, sender."""

    def __init__(self, settings: Settings, store: Store, bot: Bot, polls: WatchedRequest) -> None:
        """Put the parts together; nothing runs before :meth:`start`."""
        plan = load_plan(settings.data_dir)
        self._settings, self._store, self._bot = settings, store, bot
        self._polls = polls
        self.failed = asyncio.Event()
        self._bridge = Bridge(
            bot=bot,
            group=settings.staff_group,
            store=store,
            data_dir=settings.data_dir,
            plan=plan,
            threads=Threads(bot, settings.staff_group, store, plan),
            access=Access(store, self._standing),
            outbox_news=asyncio.Event(),
        )
        self._rasa = RasaClient(
            settings.rasa_url, settings.rasa_token, settings.rasa_start_seconds
        )
        content = current_content(settings.data_dir)
        self._workers = Workers(
            Context(
                store=store,
                data_dir=settings.data_dir,
                plan=plan,
                urgency=UrgencyCheck(newest_model(settings.model_dir), content),
                rasa=self._rasa,
                show_typing=self._show_typing,
            )
        )
        self._staff = StaffDesk(self._bridge)
        queue = InboxQueue(store, settings.staff_group, plan.aliases, self._on_arrival)
        self._updater = Updater(bot, queue)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Take up what a crash left behind, then start listening."""
        for work in (Sender(self._bridge).run(), self._staff.run(), self._watch_polling()):
            self._spawn(work).add_done_callback(lambda _task: self.failed.set())
        _ = self._spawn(self._say_commands())
        _ = self._spawn(self._forget_daily())
        await self._workers.wake_all()
        await self._updater.initialize()
        await self._updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=_log_polling_error,
        )
        _log.info("bridge.listening")

    async def stop(self) -> None:
        """Stop; rows say what is left to do."""
        await self._updater.stop()
        await self._workers.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._rasa.close()
        await self._updater.shutdown()
        _log.info("bridge.stopped")

    def _on_arrival(self, lane: str, update: Update) -> None:
        if lane == STAFF:
            self._staff.wake()
            return
        self._workers.wake(lane)
        if update.callback_query:  # the clock on the button stops at once, whatever comes after
            _ = self._spawn(self._acknowledge(update.callback_query.id))

    def _spawn(self, work: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _watch_polling(self) -> None:
        """End, and so fail the bridge, when nothing was asked of Telegram for too long."""
        started = time.monotonic()
        while True:
            await asyncio.sleep(5)
            last = max(self._polls.last_used, started)
            if time.monotonic() - last > SILENT_SECONDS:
                _log.error("polling.stopped")
                return

    async def _acknowledge(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            _log.warning("press.not_answered", error)

    def _show_typing(self, lane: str) -> None:
        _ = self._spawn(self._type(ConversationId(lane)))

    async def _type(self, identity: ConversationId) -> None:
        try:
            chat = await self._store.run(lambda tx: _chat_of_bot(tx, identity))
            if chat is not None:
                await self._bot.send_chat_action(chat, "typing", read_timeout=2, connect_timeout=2)
        except Exception as error:  # a nicety must not cost an answer
            _log.warning("typing.not_shown", error)

    async def _standing(self, _team: str, user_id: int) -> Standing | None:
        try:
            member = await self._bot.get_chat_member(self._settings.staff_group, user_id)
        except TelegramError as error:
            if "not found" in str(error).lower() or "participant" in str(error).lower():
                return None
            raise
        if member.status in _SUPERVISORS:
            return Standing(is_supervisor=True)
        is_in = member.status == ChatMember.MEMBER or bool(getattr(member, "is_member", False))
        return Standing(is_supervisor=False) if is_in else None

    async def _forget_daily(self) -> None:
        """Run the retention job once a day, and at once if the bridge was down when it was due."""
        while True:
            try:
                ran = await self._store.run(retention.last_run)
                if ran is None or clock.now() - ran >= FORGET_EVERY:
                    count = await asyncio.to_thread(
                        retention.forget_old,
                        self._store,
                        clock.now(),
                    )
                    _log.info("retention.ran", count=count)
            except Exception as error:  # tried again in an hour
                _log.error("retention.failed", error)
            await asyncio.sleep(3600)

    async def _say_commands(self) -> None:
        content = current_content(self._settings.data_dir)
        commands = [
            BotCommand(name, render_phrase(f"command_{name}", content))
            for name in ("start", "temas", "ayuda", "borrar")
        ]
        try:
            await self._bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
        except TelegramError as error:
            _log.warning("commands.not_set", error)


def _bot(settings: Settings, polls: WatchedRequest) -> Bot:
    return Bot(
        settings.telegram_token,
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=HTTPXRequest(connection_pool_size=40, read_timeout=20, connect_timeout=10),
        get_updates_request=polls,
    )


async def _start(bot: Bot) -> None:
    """Wait until Telegram knows us; it, or our network, may be down just now."""
    attempts = 0
    while True:
        try:
            await bot.initialize()
        except InvalidToken as error:
            raise ConfigError(
                "Telegram no conoce el TELEGRAM_BOT_TOKEN: cópialo otra vez de BotFather."
            ) from error
        except TelegramError as error:
            attempts += 1
            _log.warning("telegram.not_reached", error, attempts=attempts)
            await asyncio.sleep(min(attempts, 10))
        else:
            return


def _chat_of_bot(tx: Tx, identity: ConversationId) -> ChatId | None:
    """Return the chat, unless a human holds it or it is gone: then the bot does not write."""
    case = cases.current(tx, identity)
    is_held = case is not None and case.state == cases.CLAIMED
    if is_held or conversations.find(tx, identity) is None:
        return None
    return conversations.chat_of(tx, identity)


def _log_polling_error(error: TelegramError) -> None:
    _log.warning("polling.failed", error)
