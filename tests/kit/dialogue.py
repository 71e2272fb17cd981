"""A whole conversation in this process: the bridge's route, Rasa with the model, the actions.

Only Telegram, HTTP and the processes are left out, so a turn takes some hundredths of a second.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from actions import shared
from bot.config import ROOT
from bot.content.message import Button, Message
from bot.conversation.context import Context
from bot.conversation.rasa_client import Reply, _reply
from bot.conversation.route import Route
from bot.errors import RasaUnavailable
from bot.language.plain_text import as_plain_text
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.stored import newest_model
from bot.store import cases, conversations, inbox, outbox
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store
from bot.understanding.channel import WholeMessages
from bot.understanding.quiet import keep_quiet
from tests.kit.factories import content, plan

_numbers = itertools.count(1)


class _ActionsHere(EndpointConfig):
    """Runs the actions in this process instead of asking a server."""

    def __init__(self) -> None:
        super().__init__()
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_args: Any, json: dict[str, Any], **_kwargs: Any) -> Any:
        return await self._executor.run(json)


class _RasaHere:
    """Stands where the bridge's HTTP client stands."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self.is_down = False

    async def say(self, conversation: str, text: str, metadata: Mapping[str, object]) -> Reply:
        return await self._post(conversation, as_plain_text(text), metadata)

    async def press(
        self, conversation: str, payload: str, metadata: Mapping[str, object]
    ) -> Reply:
        return await self._post(conversation, payload, metadata)

    async def _post(self, conversation: str, text: str, metadata: Mapping[str, object]) -> Reply:
        if self.is_down:
            raise RasaUnavailable("Rasa no contestó")
        replies = WholeMessages()
        await self._agent.handle_message(
            UserMessage(text, replies, conversation, input_channel="bridge", metadata=metadata)
        )
        return _reply(replies.messages)


def load_agent(model_dir: Path) -> Agent:
    """Load the newest trained model, with the actions of this process."""
    keep_quiet()
    newest = max(model_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return Agent.load(str(newest), action_endpoint=_ActionsHere())


@dataclass
class Dialogue:
    """One child's conversation.

    Attributes:
        store: where everything is kept.
        rasa: its ``is_down`` may be set.
        id: the conversation.
        last: what the child read in answer to its last message.
        read: all that the child read.
    """

    store: Store
    rasa: _RasaHere
    route: Route
    id: ConversationId
    last: list[Message] = field(default_factory=list)
    read: list[Message] = field(default_factory=list)

    async def says(self, *texts: str) -> list[Message]:
        """Write one or more messages as one turn; return what the child reads then."""
        return await self._turn("text", [{"text": text} for text in texts])

    async def presses(self, label: str) -> list[Message]:
        """Press the newest button with a label; return what the child reads then.

        Raises:
            AssertionError: there is none.
        """
        labels = {button.label: button.payload for m in self.read for button in m.buttons}
        assert label in labels, f"no button «{label}» among {sorted(labels)}"
        return await self.presses_payload(labels[label])

    async def presses_payload(self, payload: str) -> list[Message]:
        """Press a button that means ``payload``; return what the child reads then."""
        return await self._turn("button", [{"payload": payload}])

    @property
    def case(self) -> cases.Case | None:
        """The open case, if there is one."""
        return self.store.do(lambda tx: cases.current(tx, self.id))

    async def _turn(self, kind: str, bodies: list[dict[str, Any]]) -> list[Message]:
        rows = self.store.do(lambda tx: self._put(tx, kind, bodies))
        with patch.object(shared, "store", lambda: self.store):
            urgent = [await self.route.look_for_danger(row) for row in rows]
            await self.route.answer(rows, is_urgent=any(urgent))
        sent = self.store.do(lambda tx: outbox.latest(tx, self.id, 200))
        messages = [_message(row.body) for row in sent if row.purpose == "text"]
        self.last = messages[len(self.read) :]
        self.read = messages
        return self.last

    def _put(self, tx: Any, kind: str, bodies: list[dict[str, Any]]) -> list[inbox.InboxRow]:
        for body in bodies:
            number = next(_numbers)
            inbox.add(tx, number, self.id, kind, {**body, "message_id": number})
        return inbox.waiting(tx, self.id)


def start_dialogue(agent: Agent, store: Store, model_dir: Path) -> Dialogue:
    """Begin the conversation of a child who has not written yet."""
    rasa = _RasaHere(agent)
    context = Context(
        store=store,
        data_dir=ROOT / "data",
        plan=plan(),
        urgency=UrgencyCheck(newest_model(model_dir), content()),
        rasa=rasa,  # type: ignore[arg-type]
        show_typing=lambda _lane: None,
    )
    chat = ChatId(5_000_000 + next(_numbers))
    identity = store.do(lambda tx: conversations.find_or_create(tx, chat, plan().aliases))
    return Dialogue(store, rasa, Route(context), identity)


def _message(body: Mapping[str, Any]) -> Message:
    buttons = [Button(label, payload) for label, payload in body.get("buttons", [])]
    return Message(str(body["text"]), buttons)
