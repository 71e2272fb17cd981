"""The HTTP side of the Bot API: reads calls, answers them, makes failures on order."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.api import METHODS
from bot.sandbox.arguments import Upload, read_arguments
from bot.sandbox.calls import CallLog
from bot.sandbox.faults import Dropped, Faults
from bot.sandbox.files import CONTENT
from bot.sandbox.limits import Limits
from bot.sandbox.methods import editing, forum, lookup, sending
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.world import World

JSON = dict[str, Any]

_TOKEN = re.compile(r"\d+:[\w-]{20,}")
_HANDLERS: dict[str, Callable[[World, JSON], Any]] = {
    "getMe": lookup.get_me,
    "setWebhook": lookup.set_webhook,
    "deleteWebhook": lookup.delete_webhook,
    "getWebhookInfo": lookup.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_file,
    "sendVoice": sending.send_file,
    "sendVideo": sending.send_file,
    "sendVideoNote": sending.send_file,
    "sendAudio": sending.send_file,
    "sendDocument": sending.send_file,
    "sendAnimation": sending.send_file,
    "sendSticker": sending.send_file,
    "sendLocation": sending.send_location,
    "copyMessage": sending.copy_message,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback_query,
    "setMessageReaction": editing.set_message_reaction,
    "pinChatMessage": editing.pin_chat_message,
    "getChat": lookup.get_chat,
    "getChatMember": lookup.get_chat_member,
    "getChatAdministrators": lookup.get_chat_administrators,
    "leaveChat": lookup.leave_chat,
    "createForumTopic": forum.create_forum_topic,
    "editForumTopic": forum.edit_forum_topic,
    "closeForumTopic": forum.close_forum_topic,
    "reopenForumTopic": forum.reopen_forum_topic,
    "deleteForumTopic": forum.delete_forum_topic,
    "setMyCommands": lookup.set_my_commands,
    "getMyCommands": lookup.get_my_commands,
    "deleteMyCommands": lookup.delete_my_commands,
    "getFile": lookup.get_file,
}
_SERVICE = frozenset(
    {
        "createForumTopic", "editForumTopic", "closeForumTopic", "reopenForumTopic",
        "pinChatMessage",
    }
)  # fmt: skip
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


class BotApi:
    """Answers what a bot asks.

    Attributes:
        faults: the failures on order.
        limits: Telegram's limits, off until switched on.
        calls: what was asked and answered.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.faults = world.webhook.faults = Faults()
        self.limits = Limits()
        self.calls = CallLog()

    def add_routes(self, app: web.Application) -> None:
        """Add the Bot API's addresses to a server."""
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if not _TOKEN.fullmatch(request.match_info["token"]):
            return _refused(Refusal(404, "Not Found"))
        method = _BY_LOWER_NAME.get(request.match_info["method"].lower())
        if method is None:
            return _refused(Refusal(404, "Not Found: method not found"))
        try:
            raw = await _read_parameters(request)
        except Refusal as refusal:
            return _refused(refusal)
        entry = self.calls.begin(method, raw)
        try:
            result = await self._call(method, raw, entry)
        except Dropped:
            self.calls.finish(entry, dropped=True)
            return _cut(request)
        except Refusal as refusal:
            self.calls.finish(entry, error_code=refusal.code, description=refusal.description)
            return _refused(refusal)
        self.calls.finish(entry, result=result)
        return web.json_response({"ok": True, "result": result})

    async def _call(self, method: str, raw: Mapping[str, Any], entry: JSON) -> Any:
        fault = self.faults.take(method, dict(raw))
        if fault is not None:
            await fault.strike_before()
        arguments = read_arguments(method, raw)
        self.calls.check(entry, arguments)
        if _leaves_a_trace(method) and "chat_id" in arguments:
            self.limits.count(self._world.chat_for_bot(arguments["chat_id"]).id)
        if method == "getUpdates":
            result: Any = await self._world.updates.take(arguments)
        else:
            result = _HANDLERS[method](self._world, arguments)
        if fault is not None:
            fault.strike_after()
        return result

    async def _download(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        is_known = _TOKEN.fullmatch(request.match_info["token"])
        if not is_known or not self._world.files.has_path(path):
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=CONTENT, content_type="application/octet-stream")


def _leaves_a_trace(method: str) -> bool:
    """Tell whether a call counts for Telegram's limits: sent, changed, or a service message."""
    return "Message" in METHODS[method].returns or method in _SERVICE


def _refused(refusal: Refusal) -> web.Response:
    if refusal.code == 502:  # Telegram's proxies answer this one, with HTML
        return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>")
    return web.json_response(refusal.body(), status=refusal.code)


def _cut(request: web.Request) -> web.Response:
    """Cut the connection; what is returned can no longer be sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read_parameters(request: web.Request) -> dict[str, Any]:
    """Return the parameters of a call: of its address, and of its body in any of three forms."""
    raw: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError as error:
            raise bad_request("can't parse JSON request body") from error
        if not isinstance(body, dict):
            raise bad_request("can't parse JSON request body: expected an Object")
        raw |= {name: value for name, value in body.items() if value is not None}
    else:
        form = await request.post()
        raw |= {name: _form_value(value) for name, value in form.items()}
    return _with_attachments(raw)


def _form_value(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return Upload(value.filename, len(value.file.read()))
    return value.decode(errors="surrogateescape") if isinstance(value, bytes) else value


def _with_attachments(raw: dict[str, Any]) -> dict[str, Any]:
    """Put uploads that a parameter names as ``attach://name`` in that parameter's place."""
    named = {
        name: value.removeprefix("attach://")
        for name, value in raw.items()
        if isinstance(value, str) and value.startswith("attach://")
    }
    found = {name: raw[part] for name, part in named.items() if isinstance(raw.get(part), Upload)}
    parts = {named[name] for name in found}
    return {name: value for name, value in (raw | found).items() if name not in parts}
