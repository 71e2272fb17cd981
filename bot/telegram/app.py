"""The bridge: the only process that talks to the outside."""

import asyncio
import fcntl
import signal
import time
from collections.abc import Coroutine
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, TextIO

from aiohttp.web import AppRunner
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater

from bot import clock, metrics
from bot.config import Settings
from bot.content.cache import current_content
from bot.content.render import render_phrase
from bot.conversation import retention
from bot.conversation.context import Context
from bot.conversation.rasa_client import RasaClient
from bot.conversation.worker import Workers
from bot.desk.access import Access, Standing
from bot.desk.plan import load_plan
from bot.errors import BotError, ConfigError, StoreBusy
from bot.language.scrub import scrub
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.stored import newest_model
from bot.log import EventLog
from bot.store import cases, conversations
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx, open_store
from bot.store.inbox import STAFF
from bot.telegram.bridge import Bridge
from bot.telegram.desk_clock import DeskClock
from bot.telegram.foreign import ForeignChats
from bot.telegram.groups import Groups
from bot.telegram.housekeeping import Housekeeping
from bot.telegram.intake import InboxQueue
from bot.telegram.polling import WatchedRequest
from bot.telegram.request import AiohttpRequest
from bot.telegram.roster import Roster
from bot.telegram.sender import Sender
from bot.telegram.staff import StaffDesk
from bot.telegram.standing import standing_in
from bot.telegram.threads import Threads
from bot.telegram.updates import ALLOWED_UPDATES
from bot.telegram.watch_pages import start_health
from bot.telegram.webhook import start_webhook

LEADER = "leader"  # lease of the one bridge that sends and runs the desk
SWEEP_SECONDS = 5
FORGET_EVERY = timedelta(days=1)
POLL_SECONDS = 25
CONNECT_SECONDS = 10
LOOK_AT_RASA_SECONDS = 30
WORD_LISTS_AFTER = 20  # seconds; what waited while the bridge was down is answered first
SILENT_SECONDS = 90  # longer than a poll and PTB's longest pause between two
_log = EventLog(__name__)


async def serve(settings: Settings) -> None:
    """Run the bridge until the process is told to stop.

    Args:
        settings: of this start.

    Raises:
        ConfigError: Telegram does not know the token, or another bridge runs on this store.
        BotError: a task that must never end has ended; the supervisor starts the bridge anew.
    """
    store = open_store(settings.database_url, settings.store_key, settings.older_store_keys)
    (settings.var_dir / "tracker.db").unlink(missing_ok=True)  # of older versions, in clear
    # Several bridges share the work only where leases keep them apart and a proxy brings updates.
    alone = not (store.leases.is_shared and settings.webhook_url)
    with _only_one(settings) if alone else nullcontext():
        await _serve(settings, store)


async def _serve(settings: Settings, store: Store) -> None:
    polls = WatchedRequest(
        connections=2, read_timeout=POLL_SECONDS + 10, connect_timeout=CONNECT_SECONDS
    )
    bot = _bot(settings, polls)
    await _start(bot)
    app = App(settings, store, bot, polls)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    ends = [asyncio.create_task(stopped.wait()), asyncio.create_task(app.failed.wait())]
    starting = asyncio.create_task(app.start())  # it waits for a Telegram that does not answer
    await asyncio.wait([starting, *ends], return_when=asyncio.FIRST_COMPLETED)
    if starting.done():
        starting.result()
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    starting.cancel()
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


class App:
    """The bridge's tasks: polling, workers, staff desk, sender."""

    def __init__(self, settings: Settings, store: Store, bot: Bot, polls: WatchedRequest) -> None:
        """Put the parts together; nothing runs before :meth:`start`."""
        plan = load_plan(settings.data_dir)
        self._settings, self._store, self._bot = settings, store, bot
        self._polls = polls
        self.failed = asyncio.Event()
        groups = Groups(store, settings.groups, settings.data_dir)
        self._bridge = Bridge(
            bot=bot,
            groups=groups,
            store=store,
            data_dir=settings.data_dir,
            plan=plan,
            threads=Threads(bot, groups, store, plan),
            access=Access(store, self._standing),
            outbox_news=asyncio.Event(),
        )
        self._rasa = RasaClient(
            settings.rasa_url, settings.rasa_token, settings.rasa_start_seconds
        )
        content = current_content(settings.data_dir)
        urgency = UrgencyCheck(newest_model(settings.model_dir), content)
        _ = urgency.check("hola")  # loads the encoder, which would hold up the first children
        self._workers = Workers(
            Context(
                store=store,
                data_dir=settings.data_dir,
                plan=plan,
                urgency=urgency,
                rasa=self._rasa,
                show_typing=self._show_typing,
                wake_sender=self._bridge.outbox_news.set,
            )
        )
        self._staff = StaffDesk(self._bridge)
        self._foreign = ForeignChats(bot, groups)
        self._queue = InboxQueue(
            store,
            groups,
            plan.aliases,
            self._on_arrival,
            on_foreign_chat=self._foreign.suspect,
            at_once=Housekeeping(self._bridge).at_once,
        )
        self._updater = Updater(bot, self._queue)
        self._servers: list[AppRunner] = []
        self._tasks: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Take up what a crash left behind, then start listening."""
        for work in (self._lead(), self._sweep(), self._workers.failed.wait()):
            self._spawn(work).add_done_callback(lambda _task: self.failed.set())
        _ = self._spawn(self._say_commands())
        _ = self._spawn(_read_word_lists())
        port = self._settings.health_port
        self._servers.append(await start_health(port, self._store, self._rasa.is_up))
        if self._settings.webhook_url:
            self._servers.append(await start_webhook(self._settings, self._bot, self._queue))
        else:
            await self._poll()
        _log.info("bridge.listening")

    async def _poll(self) -> None:
        self._spawn(self._watch_polling()).add_done_callback(lambda _task: self.failed.set())
        await self._updater.initialize()
        await self._updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=_log_polling_error,
        )

    async def _lead(self) -> None:
        """Do, in one bridge only, what keeps to Telegram's limits or has an order of its own."""
        take = self._store.leases.take
        while not await asyncio.to_thread(take, LEADER):  # noqa: ASYNC110 -- another process
            await asyncio.sleep(1)
        metrics.IS_LEADER.set(1)
        leading = (
            Sender(self._bridge).run(),
            self._staff.run(),
            DeskClock(self._bridge).run(),
            Roster(self._bridge).run(),
            self._look_at_rasa(),
            self._forget_daily(),
        )
        await asyncio.wait(
            [self._spawn(work) for work in leading], return_when=asyncio.FIRST_COMPLETED
        )

    async def _look_at_rasa(self) -> None:
        """See now and then whether Rasa answers, for the staff's «/estado»."""
        while True:
            self._bridge.last_seen.is_rasa_up = await self._rasa.is_up()
            await asyncio.sleep(LOOK_AT_RASA_SECONDS)

    async def _sweep(self) -> None:
        """Take up what waits: after a crash of ours, and when another bridge has died."""
        while True:
            try:
                await self._workers.wake_all()
            except StoreBusy as error:
                _log.error("inbox.not_read", error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def stop(self) -> None:
        """Stop; rows say what is left to do."""
        if self._updater.running:
            await self._updater.stop()
        for server in self._servers:
            await server.cleanup()
        await self._workers.stop()
        await self._foreign.stop()
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

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
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
            chat = await self._store.read(lambda tx: _chat_of_bot(tx, identity))
            if chat is not None:
                await self._bot.send_chat_action(chat, "typing", read_timeout=2, connect_timeout=2)
        except Exception as error:  # a nicety must not cost an answer
            _log.warning("typing.not_shown", error)

    async def _standing(self, team: str, user_id: int) -> Standing | None:
        return await standing_in(self._bot, self._bridge.groups.chat(team), user_id)

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
                        _kept(self._settings),
                    )
                    _log.info("retention.ran", count=count)
            except Exception as error:  # tried again in an hour
                _log.error("retention.failed", error)
            await asyncio.sleep(3600)

    async def _say_commands(self) -> None:
        content = current_content(self._settings.data_dir)
        commands = [
            BotCommand(name, render_phrase(f"command_{name}", content))
            for name in ("start", "temas", "ayuda", "terminar", "borrar", "salir")
        ]
        try:
            await self._bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
        except TelegramError as error:
            _log.warning("commands.not_set", error)


def _kept(settings: Settings) -> retention.Kept:
    return retention.Kept(
        texts=timedelta(days=settings.texts_kept_days),
        cases=timedelta(days=settings.cases_kept_days),
        reason=settings.retention_reason,
    )


def _bot(settings: Settings, polls: WatchedRequest) -> Bot:
    return Bot(
        settings.telegram_token,
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=AiohttpRequest(connections=40, read_timeout=20, connect_timeout=CONNECT_SECONDS),
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


async def _read_word_lists() -> None:
    """Read the scrubber's lists, which takes seconds, before a child has to wait for it."""
    await asyncio.sleep(WORD_LISTS_AFTER)
    await asyncio.to_thread(scrub, "")


def _chat_of_bot(tx: Tx, identity: ConversationId) -> ChatId | None:
    """Return the chat, unless a human holds it or it is gone: then the bot does not write."""
    case = cases.current(tx, identity)
    is_held = case is not None and case.state == cases.CLAIMED
    if is_held or conversations.find(tx, identity) is None:
        return None
    return conversations.chat_of(tx, identity)


def _log_polling_error(error: TelegramError) -> None:
    _log.warning("polling.failed", error)
