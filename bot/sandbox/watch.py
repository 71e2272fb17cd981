"""What the page and the tests see: the state, the events as they happen, the bot's calls."""

import json

from aiohttp import web

from bot.sandbox.calls import CallLog
from bot.sandbox.world import World

_PING_SECONDS = 15
_LONGEST_WAIT = 30.0


class Watch:
    """The addresses under ``/sandbox/`` that show the world."""

    def __init__(self, world: World, calls: CallLog) -> None:
        self._world = world
        self._log = calls
        self._is_closing = False

    def add_routes(self, app: web.Application) -> None:
        """Add the addresses to a server."""
        app.router.add_get("/sandbox/state", self._state)
        app.router.add_get("/sandbox/events", self._events)
        app.router.add_get("/sandbox/calls", self._calls)
        # aiohttp 3.9's types do not fit the aiosignal that is installed with it.
        app.on_shutdown.append(self._close)  # type: ignore[arg-type]

    async def _state(self, request: web.Request) -> web.Response:
        """Show the whole state, or with ``after`` the events since, waiting up to ``wait`` s."""
        after = request.query.get("after")
        if after is None:
            return web.json_response(self._world.as_shown())
        await self._world.feed.wait(int(after), _seconds(request))
        events = self._world.feed.after(int(after))
        return web.json_response({"seq": self._world.feed.seq, "events": events})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Stream the events; a reader that has missed some is told to reset."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        feed = self._world.feed
        seq = int(request.headers.get("Last-Event-ID") or request.query.get("after") or feed.seq)
        while not self._is_closing:
            events = feed.after(seq)
            if events is None:
                events = [{"seq": feed.seq, "kind": "reset"}]
            lines = [f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n" for event in events]
            seq = feed.seq
            try:
                await response.write(("".join(lines) or ": sigo aquí\n\n").encode())
            except ConnectionError:
                break
            await feed.wait(seq, _PING_SECONDS)
        return response

    async def _calls(self, request: web.Request) -> web.Response:
        """Show the bot's calls: all, or of one ``method``, or those ``after`` a number."""
        calls = self._log.select(request.query.get("method"), int(request.query.get("after", "0")))
        return web.json_response({"calls": calls})

    async def _close(self, _app: web.Application) -> None:
        self._is_closing = True
        self._world.feed.publish("closing")


def _seconds(request: web.Request) -> float:
    return min(float(request.query.get("wait", "0")), _LONGEST_WAIT)
