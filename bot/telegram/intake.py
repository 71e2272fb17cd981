"""From Telegram's updates to inbox rows, committed before Telegram is told that we have them."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from telegram import Update

from bot.desk.questions import START_OF_STAFF
from bot.errors import StoreBusy
from bot.log import EventLog
from bot.store import cases, conversations, inbox, staff
from bot.store.conversations import ChatId
from bot.store.engine import Store, Tx
from bot.telegram import callback_data
from bot.telegram.groups import Groups
from bot.telegram.updates import ALLOWED_UPDATES as ALLOWED_UPDATES
from bot.telegram.updates import FOREIGN, Arrival, read

RETRY_SECONDS = 1.0
USUAL_LANGUAGE = "es"
STAFF_START = "staff_start"  # a caseworker opened the bot's private chat to be rung there
_log = EventLog(__name__)

AtOnce = Callable[[Tx, dict[str, Any]], None]


class InboxQueue(asyncio.Queue[object]):
    """The queue that PTB puts updates into; here, putting is committing.

    PTB confirms an update to Telegram once ``put`` has returned. An exception from ``put`` would
    end PTB's polling silently, so it waits and tries again for as long as the store fails.
    """

    def __init__(
        self,
        store: Store,
        groups: Groups,
        aliases: list[str],
        on_arrival: Callable[[str, Update], None],
        *,
        on_foreign_chat: Callable[[int], None] = lambda _chat: None,
        at_once: Mapping[str, AtOnce] | None = None,
    ) -> None:
        """Make the queue.

        Args:
            store: where rows go.
            groups: the teams' groups.
            aliases: names for new children.
            on_arrival: told the lane of each new row, and the update.
            on_foreign_chat: told the id of a group or channel that is no team's.
            at_once: by kind of arrival, what is done in the transaction that keeps it, because it
                is nobody's act that would have to wait for its turn.
        """
        super().__init__()
        self._store = store
        self._groups = groups
        self._aliases = aliases
        self._on_arrival = on_arrival
        self._on_foreign_chat = on_foreign_chat
        self._at_once = at_once or {}

    async def put(self, item: object) -> None:
        """Commit an update to the inbox."""
        if not isinstance(item, Update):
            return
        try:
            arrival = await self._read(item)
        except Exception as error:  # see the class: raising here ends all polling
            _log.error("update.unreadable", error)
            return
        if arrival is None:
            return
        if arrival.kind == FOREIGN:
            self._on_foreign_chat(arrival.body["chat"])
            return
        attempts = 0
        while True:
            try:
                lane = await self._store.run(lambda tx: self._keep(tx, item.update_id, arrival))
                break
            except StoreBusy as error:
                attempts += 1
                _log.error("inbox.not_written", error, attempts=attempts)
                await asyncio.sleep(RETRY_SECONDS)
            except Exception as error:  # an update that can't be kept must not hold up the others
                _log.error("inbox.update_dropped", error)
                return
        if lane is not None:
            self._on_arrival(lane, item)

    async def _read(self, update: Update) -> Arrival | None:
        arrival = read(update, self._groups.team_of)
        if arrival is not None and arrival.kind == FOREIGN:
            await self._groups.refresh()  # another bridge may have heard of a move
            return read(update, self._groups.team_of)
        return arrival

    def _keep(self, tx: Tx, update_id: int, arrival: Arrival) -> str | None:
        """Keep an arrival; return the lane in which something waits now."""
        if arrival.chat is None:
            return self._keep_of_staff(tx, update_id, arrival)
        known = _note_private_chat(tx, arrival.chat)
        if known is not None and _is_start_of_staff(arrival):
            is_new = inbox.add(tx, update_id, inbox.STAFF, STAFF_START, known)
            return inbox.STAFF if is_new else None
        own = conversations.conversation_id(tx, arrival.chat)
        body = arrival.body
        if arrival.kind == "button":
            payload = callback_data.read(tx.sealer, own, body["data"])
            if payload is None:
                return self._keep_private_press(tx, update_id, body)
            body = {"payload": payload, "label": body["label"]}
        conversation = conversations.find_or_create(tx, arrival.chat, self._aliases)
        if arrival.language:
            is_usual = arrival.language == USUAL_LANGUAGE
            conversations.set_language(tx, conversation, None if is_usual else arrival.language)
        conversations.touch(tx, conversation)
        is_new = inbox.add(tx, update_id, conversation, arrival.kind, body)
        return conversation if is_new else None

    def _keep_of_staff(self, tx: Tx, update_id: int, arrival: Arrival) -> str | None:
        if not inbox.add(tx, update_id, inbox.STAFF, arrival.kind, arrival.body):
            return None
        act = self._at_once.get(arrival.kind)
        if act is None:
            return inbox.STAFF
        act(tx, arrival.body)
        inbox.mark_done(tx, inbox.latest(tx, inbox.STAFF, 1))
        return None

    def _keep_private_press(self, tx: Tx, update_id: int, body: dict[str, Any]) -> str | None:
        """Keep a press on a staff button that the bot sent to a caseworker privately."""
        payload = callback_data.read(tx.sealer, callback_data.STAFF, body["data"])
        if payload is None:
            _log.warning("button.forged")
            return None
        number = payload.split(":")[1] if ":" in payload else ""
        case = cases.get(tx, int(number)) if number.isdigit() else None
        teams = staff.teams_of(tx, tx.sealer.pseudonym("staff", body["user"]))
        team = case.team if case else next(iter(teams), cases.MAIN_TEAM)
        press = {name: body[name] for name in ("query", "data", "user", "name")}
        is_new = inbox.add(tx, update_id, inbox.STAFF, "press", {**press, "team": team})
        return inbox.STAFF if is_new else None


def _note_private_chat(tx: Tx, chat: ChatId) -> dict[str, Any] | None:
    """Remember of a caseworker who writes privately that the bot may write back.

    Returns:
        Who it is, as acts of the staff say it; None for everybody else.
    """
    key = tx.sealer.pseudonym("staff", chat)
    teams = staff.teams_of(tx, key)
    if not teams:
        return None
    staff.set_private_chat(tx, key, has_private_chat=True)
    known = staff.find(tx, key, teams[0])
    return {"user": int(chat), "name": known.name if known else "", "team": teams[0]}


def _is_start_of_staff(arrival: Arrival) -> bool:
    """Return whether this is the start by the link that «/guardia» shows, and not by a child."""
    return str(arrival.body.get("text") or "").split() == ["/start", START_OF_STAFF]
