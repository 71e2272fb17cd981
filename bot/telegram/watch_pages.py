"""Pages on the loopback interface for whoever runs the bot: /live, /ready and /metrics."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import metrics
from bot.errors import StoreBusy
from bot.store import health
from bot.store.engine import Store

READY_UNANSWERED_SECONDS = 60  # a message that waits longer: this bridge does not do its work


async def start_health(
    port: int, store: Store, is_rasa_up: Callable[[], Awaitable[bool]]
) -> web.AppRunner:
    """Serve the pages.

    Args:
        port: on 127.0.0.1.
        store: for what waits.
        is_rasa_up: asks Rasa.

    Returns:
        The server; ``cleanup()`` ends it.
    """

    async def live(_request: web.Request) -> web.Response:
        return web.Response(text="live\n")

    async def ready(_request: web.Request) -> web.Response:
        try:
            waiting = await store.read(health.waiting)
        except StoreBusy:
            return web.Response(status=503, text="store\n")
        if waiting.unanswered > READY_UNANSWERED_SECONDS:
            return web.Response(status=503, text="unanswered\n")
        if not await is_rasa_up():
            return web.Response(status=503, text="rasa\n")
        return web.Response(text="ready\n")

    async def figures(_request: web.Request) -> web.Response:
        try:
            waiting = await store.read(health.waiting)
        except StoreBusy:
            return web.Response(status=503, text="store\n")
        metrics.OLDEST_UNANSWERED.set(waiting.unanswered)
        metrics.OLDEST_UNSENT.set(waiting.unsent)
        metrics.OLDEST_UNCLAIMED.set(waiting.unclaimed)
        metrics.WAITING_CASES.set(waiting.cases)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/live", live)
    app.router.add_get("/ready", ready)
    app.router.add_get("/metrics", figures)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner
