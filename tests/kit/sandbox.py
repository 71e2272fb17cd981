"""Drives the sandbox from tests: be the child, be the caseworker, see what the bot did."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from aiohttp import web

from bot.sandbox.server import build_app

JSON = dict[str, Any]

TOKEN = "424242:SANDBOX-token-for-local-use-only"
GROUP_ID = -1001000000001
_LOOK_AGAIN = 0.25  # not all that a test waits for is an event of the sandbox


class Sandbox:
    """A running sandbox, seen from outside.

    Attributes:
        base_url: root of the server, also of its Bot API.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._http = httpx.Client(base_url=base_url, timeout=40)

    def close(self) -> None:
        """Close the connections to the server."""
        self._http.close()

    # -- the child's phone

    def start(self, n: int = 1) -> JSON:
        """Press «Empezar» on a child's phone; return the message."""
        return self.do("start", child=n)

    def child_says(self, n: int, text: str, reply_to: int | None = None) -> JSON:
        """Write a text as a child; return the message."""
        return self.do("message", **_child(n), text=text, reply_to=reply_to)

    def child_sends(self, n: int, kind: str, caption: str = "") -> JSON:
        """Send a stand-in (voice, photo, sticker, location, contact, …); return the message."""
        return self.do("media", **_child(n), kind=kind, caption=caption)

    def child_edits(self, n: int, message_id: int, text: str) -> JSON:
        """Change the text of a child's message; return the message."""
        return self.do("edit", chat=f"child:{n}", message_id=message_id, text=text)

    def tells(self, kind: str, content: JSON) -> None:
        """Tell the bot of something that no phone here can do, as an update of a kind."""
        self.do("update", kind=kind, content=content)

    def child_presses(self, n: int, label: str) -> JSON:
        """Press a button on a child's phone: the newest inline one, or of the keyboard below.

        Raises:
            AssertionError: no button has this label.
        """
        chat = self._chat(f"child:{n}")
        message = _newest_with_button(chat["messages"], label)
        if message is not None:
            return self.do("press", **_child(n), message_id=message["message_id"], label=label)
        rows = (chat["keyboard"] or {}).get("keyboard", [])
        assert label in _labels(rows), f"no button «{label}» in {self.child_labels(n)}"
        return self.child_says(n, label)

    def block(self, n: int, blocked: bool = True) -> JSON:
        """Block the bot as a child, or take it back."""
        return self.do("block", child=n, blocked=blocked)

    def child_messages(self, n: int) -> list[JSON]:
        """Return all messages of a child's chat, in order."""
        return list(self._chat(f"child:{n}")["messages"])

    def child_labels(self, n: int) -> list[str]:
        """Return the labels of all buttons that a child could press now."""
        chat = self._chat(f"child:{n}")
        inline = [label for message in chat["messages"] for label in _labels(_inline(message))]
        return inline + _labels((chat["keyboard"] or {}).get("keyboard", []))

    def wait_for_child(self, n: int, contains: str, timeout: float = 10) -> JSON:
        """Return the newest message of the bot to a child that contains a text.

        Raises:
            AssertionError: none came in time; the message shows what did.
        """
        found: JSON = self.wait_for(
            lambda: _newest_of_bot(self.child_messages(n), contains),
            timeout,
            lambda: [message.get("text") for message in self.child_messages(n)],
        )
        return found

    # -- the staff group

    def add_group(self, group: str, chat_id: int, mode: str = "forum") -> JSON:
        """Add a further group, to which ana adds the bot; ``basic`` is no supergroup yet."""
        return self.do("group", chat=group, id=chat_id, mode=mode)

    def staff_says(
        self,
        user: str,
        text: str,
        thread: int | None = None,
        reply_to: int | None = None,
        group: str = "group",
    ) -> JSON:
        """Write a text in the group as ana, beto, carla, stranger or anonymous."""
        where = _staff(user, group)
        return self.do("message", **where, text=text, thread_id=thread, reply_to=reply_to)

    def staff_sends(
        self,
        user: str,
        kind: str,
        thread: int | None = None,
        reply_to: int | None = None,
        group: str = "group",
        **more: Any,
    ) -> JSON:
        """Send a stand-in in the group, maybe with ``caption`` and ``album``."""
        where = _staff(user, group)
        return self.do("media", **where, kind=kind, thread_id=thread, reply_to=reply_to, **more)

    def staff_edits(self, message_id: int, text: str, group: str = "group") -> JSON:
        """Change the text of a message in the group; return the message."""
        return self.do("edit", chat=group, message_id=message_id, text=text)

    def staff_presses(
        self, user: str, label: str, thread: int | None = None, group: str = "group"
    ) -> JSON:
        """Press the newest button with this label in the group or a thread, once it is there.

        Raises:
            AssertionError: no message has such a button.
        """

        def find() -> JSON | None:
            messages = self.group_messages(group)
            if thread is not None:
                messages = self.thread_messages(thread, group)
            return _newest_with_button(messages, label)

        message = self.wait_for(find, 10, lambda: f"no button «{label}» in the group")
        where = _staff(user, group)
        return self.do("press", **where, message_id=message["message_id"], label=label)

    def thread(self, act: str, user: str, thread_id: int, group: str = "group") -> JSON:
        """Close, open or delete a thread by hand."""
        return self.do("thread", chat=group, user=user, thread_id=thread_id, how=act)

    def group_messages(self, group: str = "group") -> list[JSON]:
        """Return all messages of the group, in order, whichever thread they are in."""
        return list(self._chat(group)["messages"])

    def threads(self, group: str = "group") -> list[JSON]:
        """Return the group's threads: ``id``, ``name``, ``icon_color``, ``closed``."""
        return list(self._chat(group)["threads"])

    def thread_messages(self, thread_id: int, group: str = "group") -> list[JSON]:
        """Return the messages of one thread, in order."""
        return [
            message
            for message in self.group_messages(group)
            if message.get("message_thread_id") == thread_id
        ]

    def private_messages(self, user: str) -> list[JSON]:
        """Return the messages of a caseworker's own chat with the bot, in order."""
        return list(self._chat(f"private:{user}")["messages"])

    def writes_privately(self, user: str, text: str = "/start") -> JSON:
        """Write to the bot as a caseworker; return the message."""
        return self.do("message", chat=f"private:{user}", user=user, text=text)

    def popped_up(self, after: int) -> list[str]:
        """Return what popped up, since the event with a number, for who pressed a button."""
        return [event["text"] for event in self.events(after) if event["kind"] == "answer"]

    def reactions(self, chat: str, message_id: int) -> list[str]:
        """Return the bot's reactions to a message of ``child:1``, … or ``group``."""
        return list(self._chat(chat)["reactions"].get(str(message_id), []))

    def wait_for_group(self, contains: str, timeout: float = 10) -> JSON:
        """Return the newest message of the bot in the group that contains a text.

        Raises:
            AssertionError: none came in time; the message shows what did.
        """
        found: JSON = self.wait_for(
            lambda: _newest_of_bot(self.group_messages(), contains),
            timeout,
            lambda: [message.get("text") for message in self.group_messages()],
        )
        return found

    # -- the server

    def state(self) -> JSON:
        """Return the whole state."""
        return self._get("/sandbox/state")

    def events(self, after: int) -> list[JSON]:
        """Return what happened after the event with a number."""
        return list(self._get("/sandbox/state", after=after)["events"])

    def calls(self, method: str | None = None, after: int = 0) -> list[JSON]:
        """Return the bot's calls: ``number``, ``method``, ``arguments``, outcome and times."""
        query: dict[str, Any] = {"after": after} | ({"method": method} if method else {})
        return list(self._get("/sandbox/calls", **query)["calls"])

    def faults(self, kind: str, method: str = "*", count: int = 1, **more: Any) -> None:
        """Order a failure of the bot's next calls.

        Args:
            kind: too_many, server_error, bad_gateway, forbidden, not_found, delay, drop_before or
                drop_after.
            method: the method it meets; ``*`` for all but getUpdates; ``webhook`` for an update
                that is brought to the bot.
            count: how many calls it meets.
            **more: ``seconds`` (retry_after or delay) and ``chat_id``.
        """
        self.do("faults", kind=kind, method=method, count=count, **more)

    def clear_faults(self) -> None:
        """Take all ordered failures back."""
        self.do("faults", clear=True)

    def limits(self, on: bool = True) -> None:
        """Switch Telegram's limits on sending on or off."""
        self.do("limits", on=on)

    def reset(self, mode: str = "forum") -> None:
        """Begin anew with empty chats and a group of the given kind, forum or plain."""
        self.do("reset", mode=mode)

    def do(self, act: str, **order: Any) -> JSON:
        """Post to ``/sandbox/<act>``.

        Raises:
            AssertionError: the server says that it cannot be done, and why.
        """
        given = {name: value for name, value in order.items() if value is not None}
        answer = self._http.post(f"/sandbox/{act}", json=given)
        result: JSON = answer.json()
        assert answer.status_code == 200, result.get("error", result)
        return result

    def bot(self, method: str, **arguments: Any) -> JSON:
        """Call the Bot API as a bot would, with a JSON body; return the whole answer."""
        answer = self._http.post(f"/bot{TOKEN}/{method}", json=arguments)
        result: JSON = answer.json()
        return result

    def wait_for(
        self,
        predicate: Callable[[], Any],
        timeout: float = 10,
        describe: Callable[[], Any] = lambda: "",
    ) -> Any:
        """Return the first true value of a predicate, asked whenever something happens.

        Args:
            predicate: what to wait for.
            timeout: seconds.
            describe: what to show when it did not come.

        Raises:
            AssertionError: it did not come in time.
        """
        end = time.monotonic() + timeout
        while True:
            seq = self.state()["seq"]
            found = predicate()
            if found:
                return found
            left = end - time.monotonic()
            assert left > 0, f"nothing in {timeout} s: {describe()}"
            self._get("/sandbox/state", after=seq, wait=min(left, _LOOK_AGAIN))

    def _chat(self, key: str) -> JSON:
        empty: JSON = {"messages": [], "reactions": {}, "keyboard": None, "threads": []}
        return next((chat for chat in self.state()["chats"] if chat["key"] == key), empty)

    def _get(self, path: str, **query: Any) -> JSON:
        answer = self._http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        result: JSON = answer.json()
        return result


@contextmanager
def running_sandbox(port: int = 0, mode: str = "forum") -> Iterator[Sandbox]:
    """Run a sandbox in a thread of this process.

    Args:
        port: where to listen; 0 takes a free one.
        mode: ``forum`` or ``plain``.

    Yields:
        The running sandbox.
    """
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(build_app(mode), access_log=None, shutdown_timeout=0.1)
    thread = threading.Thread(target=loop.run_forever, name="sandbox", daemon=True)
    thread.start()
    try:
        bound = asyncio.run_coroutine_threadsafe(_listen(runner, port), loop).result(10)
        sandbox = Sandbox(f"http://127.0.0.1:{bound}")
        try:
            yield sandbox
        finally:
            sandbox.close()
            asyncio.run_coroutine_threadsafe(_end(runner), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _listen(runner: web.AppRunner, port: int) -> int:
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    bound: int = runner.addresses[0][1]
    return bound


async def _end(runner: web.AppRunner) -> None:
    await runner.cleanup()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def _child(n: int) -> JSON:
    return {"chat": f"child:{n}", "user": f"child{n}"}


def _staff(user: str, group: str = "group") -> JSON:
    return {"chat": group, "user": user}


def _inline(message: JSON) -> list[list[JSON]]:
    rows: list[list[JSON]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _labels(rows: list[list[JSON]]) -> list[str]:
    return [button["text"] for row in rows for button in row]


def _newest_with_button(messages: list[JSON], label: str) -> JSON | None:
    return next((m for m in reversed(messages) if label in _labels(_inline(m))), None)


def _newest_of_bot(messages: list[JSON], contains: str) -> JSON | None:
    for message in reversed(messages):
        text = message.get("text") or message.get("caption") or ""
        if message["from"]["is_bot"] and contains in text:
            return message
    return None
