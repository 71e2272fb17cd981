"""Rasa's channel for our bridge: a REST channel behind a token that logs nothing of a child."""

import hmac
from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Any, Dict, Optional, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.config import load_settings
from bot.log import EventLog
from bot.understanding.action_results import check_results_quickly
from bot.understanding.quiet import keep_quiet

_log = EventLog(__name__)


class WholeMessages(CollectingOutputChannel):
    """Collects replies as they are; Rasa's own would make a message of each paragraph."""

    async def send_text_message(self, recipient_id: Text, text: Text, **_kwargs: Any) -> None:
        """Keep a reply without buttons."""
        await self._persist_message(self._message(recipient_id, text=text))


class BridgeInput(InputChannel):
    """Takes messages from the bridge only, and gives the replies back in the response."""

    def __init__(self, token: str) -> None:
        """Make the channel.

        Args:
            token: what the bridge must show.
        """
        self._token = token
        keep_quiet()
        check_results_quickly()

    @classmethod
    def name(cls) -> Text:
        """Return the name in the URL: /webhooks/bridge/webhook."""
        return "bridge"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "BridgeInput":  # noqa: ARG003
        """Rasa calls this; the token comes from our settings, not from credentials.yml."""
        return cls(load_settings().rasa_token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the endpoints."""
        endpoints = Blueprint("bridge_webhook", __name__)

        @endpoints.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @endpoints.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            shown = request.headers.get("authorization", "")
            if not hmac.compare_digest(shown.encode(), f"Bearer {self._token}".encode()):
                return response.json({"error": "token"}, status=401)
            return await self._receive(request, on_new_message)

        return endpoints

    async def _receive(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        body = request.json or {}
        if not isinstance(body.get("sender"), str) or not isinstance(body.get("message"), str):
            return response.json({"error": "sender and message are needed"}, status=400)
        replies = WholeMessages()
        message = UserMessage(
            body["message"],
            replies,
            body["sender"],
            input_channel=self.name(),
            metadata=body.get("metadata") or {},
        )
        try:
            await on_new_message(message)
        except CancelledError as error:
            _log.warning("rasa.message_cancelled", error)
            return response.json({"error": "cancelled"}, status=503)
        except Exception as error:  # the bridge must hear of any failure
            _log.error("rasa.message_failed", error)
            return response.json({"error": "failed"}, status=500)
        return response.json(replies.messages)
