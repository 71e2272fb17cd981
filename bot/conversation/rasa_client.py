"""HTTP to Rasa's channel. What a child typed can never be read as Rasa's payload syntax."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from bot.content.message import Button, Message
from bot.errors import RasaUnavailable
from bot.language.plain_text import as_plain_text
from bot.log import EventLog

ANSWER_WITHIN = 5.0  # seconds; after that the child gets the fixed sentence
# Rasa reads one message at a time. Whoever waits does so here, where giving up costs Rasa nothing:
# more at once made it answer children who had been told already that it did not. Where somebody
# waits, Rasa leaves out its second, slower look at what it is not sure of (docs/decisions/0007).
MOST_AT_ONCE = 4
KEPT_OPEN = 3.0  # seconds; Sanic, on which Rasa stands, closes a silent connection after five
_FAILURES = (
    aiohttp.ClientError,
    asyncio.TimeoutError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)
_log = EventLog(__name__)


@dataclass(frozen=True)
class Miss:
    """What Rasa says of a message that it did not understand, or only half.

    Attributes:
        kind: NOT_UNDERSTOOD or SUGGESTED of bot/store/missed.py.
        nearest: the likeliest topics with their confidence, best first.
    """

    kind: str
    nearest: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Reply:
    """What Rasa answered: messages for the child, and whether it missed what was meant."""

    messages: list[Message]
    miss: Miss | None = None


class RasaClient:
    """Asks Rasa what to answer."""

    def __init__(self, url: str, token: str, starts_within: float) -> None:
        """Make a client.

        Args:
            url: root of the Rasa server.
            token: what our channel in Rasa expects.
            starts_within: seconds, from now on, in which a server that does not accept
                connections yet is taken to be starting and is waited for.
        """
        self._url = url
        self._asking = 0
        self._session = aiohttp.ClientSession(
            connector=_connector(limit=MOST_AT_ONCE),
            timeout=aiohttp.ClientTimeout(
                total=None, connect=ANSWER_WITHIN, sock_read=ANSWER_WITHIN
            ),
            headers={"Authorization": f"Bearer {token}"},
        )
        self._health = aiohttp.ClientSession(
            connector=_connector(), timeout=aiohttp.ClientTimeout(total=2)
        )
        self._patient_until = asyncio.get_running_loop().time() + starts_within

    async def say(self, conversation: str, text: str, metadata: Mapping[str, object]) -> Reply:
        """Give Rasa what a child typed.

        Args:
            conversation: the pseudonymous id.
            text: what the child typed, whatever it looks like.
            metadata: for the actions; never who the child is.

        Returns:
            The replies.

        Raises:
            RasaUnavailable: no usable answer in time.
        """
        return await self._post(conversation, as_plain_text(text), metadata)

    async def press(
        self, conversation: str, payload: str, metadata: Mapping[str, object]
    ) -> Reply:
        """Give Rasa the payload of a button that the bot itself made.

        Raises:
            RasaUnavailable: no usable answer in time.
        """
        return await self._post(conversation, payload, metadata)

    async def is_up(self) -> bool:
        """Return whether Rasa answers at all."""
        try:
            async with self._health.get(f"{self._url}/webhooks/bridge/") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()
        await self._health.close()

    async def _post(
        self, conversation: str, message: str, metadata: Mapping[str, object]
    ) -> Reply:
        said = {**metadata, "in_a_hurry": self._asking >= MOST_AT_ONCE}
        body = {"sender": conversation, "message": message, "metadata": said}
        self._asking += 1
        try:
            return await self._answer(body)
        finally:
            self._asking -= 1

    async def _answer(self, body: Mapping[str, object]) -> Reply:
        loop = asyncio.get_running_loop()
        while True:
            try:
                async with self._session.post(
                    f"{self._url}/webhooks/bridge/webhook", json=body
                ) as answer:
                    self._patient_until = 0.0  # it has started; a refusal is a failure from now on
                    answer.raise_for_status()
                    return _reply(await answer.json())
            except aiohttp.ClientConnectorError as error:
                if loop.time() >= self._patient_until:
                    raise RasaUnavailable("Rasa no acepta conexiones") from error
                await asyncio.sleep(0.3)
            except _FAILURES as error:
                _log.warning("rasa.no_answer", error)
                raise RasaUnavailable("Rasa no contestó") from error


def _connector(limit: int = 0) -> aiohttp.TCPConnector:
    return aiohttp.TCPConnector(limit=limit, keepalive_timeout=KEPT_OPEN)


def _reply(replies: list[Mapping[str, object]]) -> Reply:
    """Read the texts; what is no text only says what was done.

    Raises:
        RasaUnavailable: there is nothing at all, as when the action server is down.
    """
    if not replies:
        raise RasaUnavailable("Rasa no dijo nada")
    messages = [_message(reply) for reply in replies if reply.get("text")]
    return Reply(messages, next(filter(None, map(_miss, replies)), None))


def _miss(reply: Mapping[str, object]) -> Miss | None:
    custom = reply.get("custom")
    missed = custom.get("missed") if isinstance(custom, dict) else None
    if missed is None:
        return None
    nearest = tuple((str(name), float(value)) for name, value in missed["nearest"])
    return Miss(str(missed["kind"]), nearest)


def _message(reply: Mapping[str, object]) -> Message:
    buttons = reply.get("buttons") or []
    if not isinstance(buttons, list):
        raise TypeError("buttons")
    return Message(
        str(reply["text"]), [Button(str(item["title"]), str(item["payload"])) for item in buttons]
    )
