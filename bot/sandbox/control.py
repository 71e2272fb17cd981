"""What the page and the tests do: write, press, join, block, order failures."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.clock import now
from bot.errors import BotError
from bot.sandbox.bot_api import BotApi
from bot.sandbox.chat import GROUP_KEY, Chat, Thread
from bot.sandbox.control_groups import Impossible, group_acts
from bot.sandbox.faults import Fault
from bot.sandbox.files import KINDS
from bot.sandbox.people import ANONYMOUS, BOT, STAFF, Person, child, person
from bot.sandbox.text import CAPTION_LENGTH, MESSAGE_LENGTH, detect, utf16_length
from bot.sandbox.world import MODES, World

JSON = dict[str, Any]
_Act = Callable[[JSON], Any]


class Control:
    """The addresses under ``/sandbox/`` that change the world."""

    def __init__(self, world: World, api: BotApi) -> None:
        self._world = world
        self._api = api

    def add_routes(self, app: web.Application) -> None:
        """Add the control addresses to a server."""
        acts: dict[str, _Act] = {
            "message": self.message,
            "media": self.media,
            "edit": self.edit,
            "update": self.update,
            "press": self.press,
            "start": self.start,
            "block": self.block,
            "join": self.join,
            "leave": self.leave,
            "rights": self.rights,
            "reset": self.reset,
            "faults": self.faults,
            "limits": self.limits,
        }
        for name, act in (acts | group_acts(self._world)).items():
            app.router.add_post(f"/sandbox/{name}", _answering(act))

    def message(self, order: JSON) -> JSON:
        """Write a text: ``chat``, ``user``, ``text``, and ``thread_id`` or ``reply_to``."""
        text = _text(order, "text").strip()
        if not text:
            raise Impossible("El mensaje está vacío.")
        if utf16_length(text) > MESSAGE_LENGTH:
            raise Impossible(f"El mensaje pasa de {MESSAGE_LENGTH} caracteres.")
        entities = detect(text)
        return self._write(order, {"text": text, **({"entities": entities} if entities else {})})

    def media(self, order: JSON) -> JSON:
        """Send a stand-in: as ``message``, with ``kind``, maybe ``caption`` and ``album``."""
        kind = _text(order, "kind")
        if kind not in KINDS:
            raise Impossible(f"No hay «{kind}»: usa uno de {', '.join(KINDS)}.")
        content = self._world.files.stand_in(kind)
        caption = str(order.get("caption") or "").strip()
        if utf16_length(caption) > CAPTION_LENGTH:
            raise Impossible(f"El texto pasa de {CAPTION_LENGTH} caracteres.")
        if order.get("album"):
            content["media_group_id"] = str(order["album"])
        return self._write(order, {**content, **({"caption": caption} if caption else {})})

    def edit(self, order: JSON) -> JSON:
        """Change the text of a person's message: ``chat``, ``message_id``, ``text``."""
        chat = self._world.chat(_text(order, "chat"))
        old = self._find(chat, order)
        text = _text(order, "text").strip()
        if "text" not in old or old["from"]["id"] == BOT.id or not text:
            raise Impossible("Solo se puede cambiar el texto de un mensaje propio.")
        new = {key: value for key, value in old.items() if key != "entities"}
        new |= {"text": text, "edit_date": int(now().timestamp())}
        if entities := detect(text):
            new["entities"] = entities
        self._world.put(chat, new)
        self._world.updates.put("edited_message", new)
        return new

    def update(self, order: JSON) -> JSON:
        """Tell the bot of something that a phone here can't do: ``kind``, ``content``."""
        content = order.get("content")
        if not isinstance(content, dict):
            raise Impossible("Falta «content», el objeto de Telegram.")
        self._world.updates.put(_text(order, "kind"), content)
        return {}

    def press(self, order: JSON) -> JSON:
        """Press an inline button: ``chat``, ``user``, ``message_id``, ``data`` or ``label``."""
        chat, someone = self._who_and_where(order)
        if someone == ANONYMOUS:
            raise Impossible("Quien pulsa un botón lo hace con su nombre.")
        message = self._find(chat, order)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            if order.get("data", button.get("callback_data")) != button.get("callback_data"):
                continue
            if order.get("label", button["text"]) == button["text"]:
                data = button.get("callback_data")
                if data is None:
                    raise Impossible("Ese botón no avisa al bot: abre o copia algo.")
                return {"query": self._world.press(chat, someone, message, data)}
        raise Impossible("Ese botón ya no está.")

    def start(self, order: JSON) -> JSON:
        """Press «Empezar»: ``child``; also takes a block away."""
        chat = self._world.child_chat(_number(order))
        if chat.is_blocked:
            self._set_blocked(chat, is_blocked=False)
        return self.message({"chat": chat.key, "user": _owner(chat).key, "text": "/start"})

    def block(self, order: JSON) -> JSON:
        """Block the bot or take it back: ``child``, ``blocked``."""
        chat = self._world.child_chat(_number(order))
        is_blocked = bool(order.get("blocked", True))
        if chat.is_blocked != is_blocked:
            self._set_blocked(chat, is_blocked=is_blocked)
        return {"blocked": is_blocked}

    def join(self, order: JSON) -> JSON:
        """Put somebody into the staff group: ``user``, and ``chat`` for another group."""
        return self._set_status(order, "member", "new_chat_members")

    def leave(self, order: JSON) -> JSON:
        """Take somebody out of the staff group: ``user``, and ``chat`` for another group."""
        return self._set_status(order, "left", "left_chat_member")

    def rights(self, order: JSON) -> JSON:
        """Give or take rights of the bot in the group: names of rights, true or false."""
        group = self._world.chat(order.pop("chat", GROUP_KEY))
        for right, is_given in order.items():
            (group.rights.add if is_given else group.rights.discard)(right)
        return {"rights": sorted(group.rights)}

    def reset(self, order: JSON) -> JSON:
        """Begin anew: ``mode``, forum or plain."""
        mode = order.get("mode", self._world.mode)
        if mode not in MODES:
            raise Impossible(f"El grupo es forum o plain, no «{mode}».")
        self._world.reset(mode)
        self._api.faults.clear()
        self._api.calls.clear()
        self._api.limits.is_on = False
        return {"mode": mode}

    def faults(self, order: JSON) -> JSON:
        """Order a failure: fields of ``Fault``; or ``clear`` to take all back."""
        if order.get("clear"):
            self._api.faults.clear()
        else:
            try:
                fault = Fault(**order)
            except TypeError as error:
                raise Impossible(f"La falla no se entiende: {error}") from error
            self._api.faults.order(fault)
        return {}

    def limits(self, order: JSON) -> JSON:
        """Switch Telegram's limits on or off: ``on``."""
        self._api.limits.is_on = bool(order.get("on", True))
        return {"on": self._api.limits.is_on}

    def _write(self, order: JSON, content: JSON) -> JSON:
        chat, someone = self._who_and_where(order)
        thread = self._thread(chat, someone, order)
        reply_to = None
        if order.get("reply_to") is not None:
            reply_to = self._find(chat, {"message_id": order["reply_to"]})
        if chat.is_private:
            if chat.is_blocked:
                raise Impossible("Bloqueaste a Colibrí. Pulsa «Empezar» para volver a escribirle.")
            if not chat.is_started:
                chat.is_started = True
                self._world.show_chat(chat)
        message = self._world.post(chat, someone, content, thread=thread, reply_to=reply_to)
        self._world.updates.put("message", message)
        return message

    def _who_and_where(self, order: JSON) -> tuple[Chat, Person]:
        chat = self._world.chat(_text(order, "chat"))
        someone = person(_text(order, "user"))
        fits = someone == chat.owner if chat.is_private else not someone.key.startswith("child")
        if not fits:
            raise Impossible(f"{someone.first_name} no escribe en ese chat.")
        return chat, someone

    def _thread(self, chat: Chat, someone: Person, order: JSON) -> Thread | None:
        if order.get("thread_id") is None:
            return None
        thread = chat.threads.get(order["thread_id"])
        if thread is None:
            raise Impossible("Ese hilo ya no está.")
        is_admin = someone == ANONYMOUS or chat.may(someone.id, "can_manage_topics")
        if thread.is_closed and not is_admin:
            raise Impossible("El hilo está cerrado: solo escribe quien administra el grupo.")
        return thread

    def _find(self, chat: Chat, order: JSON) -> JSON:
        message = chat.messages.get(order.get("message_id", 0))
        if message is None:
            raise Impossible("Ese mensaje ya no está.")
        return message

    def _set_blocked(self, chat: Chat, *, is_blocked: bool) -> None:
        self._world.change_member(chat, BOT, _owner(chat), {"blocked": is_blocked})

    def _set_status(self, order: JSON, status: str, service: str) -> JSON:
        someone = person(_text(order, "user"))
        if someone.key not in STAFF:
            raise Impossible("Al grupo del equipo solo entra gente del equipo.")
        group = self._world.chat(order.get("chat", GROUP_KEY))
        if group.status_of(someone.id) != status:
            self._world.change_member(group, someone, someone, {"status": status})
            shown = [someone.as_user()] if status == "member" else someone.as_user()
            message = self._world.post(group, someone, {service: shown})
            self._world.updates.put("message", message)
            self._world.feed.publish("members", members=self._world.as_shown()["members"])
        return {"status": status}


def _answering(act: _Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            order = json.loads(await request.text() or "{}")
        except ValueError:
            order = None
        if request.content_type != "application/json" or not isinstance(order, dict):
            return web.json_response({"error": "Se espera un objeto JSON."}, status=415)
        try:
            return web.json_response(act(order))
        except BotError as error:
            return web.json_response({"error": str(error)}, status=400)

    return answer


def _text(order: JSON, name: str) -> str:
    value = order.get(name)
    if not isinstance(value, str):
        raise Impossible(f"Falta «{name}».")
    return value


def _number(order: JSON) -> int:
    value = order.get("child")
    if not isinstance(value, int):
        raise Impossible("Falta «child», el número de la niña o el niño.")
    return child(value).id - child(1).id + 1


def _owner(chat: Chat) -> Person:
    if chat.owner is None:
        raise Impossible(f"«{GROUP_KEY}» no es de nadie.")
    return chat.owner
