"""Updates that Telegram brings to us, through a proxy: how several bridges share one bot."""

import hmac
import json

from aiohttp import web
from telegram import Bot, Update

from bot.config import Settings
from bot.telegram.intake import ALLOWED_UPDATES, InboxQueue
from bot.telegram.polling import readable

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
PATH = "/telegram"
MOST_CONNECTIONS = 40  # of Telegram at once; its own default
MOST_BYTES = 2**20  # an update is some kilobytes


async def start_webhook(settings: Settings, bot: Bot, queue: InboxQueue) -> web.AppRunner:
    """Listen on the loopback interface and tell Telegram where the proxy is.

    Args:
        settings: webhook_url (the proxy's public address), webhook_port, webhook_secret.
        bot: of whom.
        queue: its ``put`` commits; Telegram hears «ok» only after that.

    Returns:
        The server; ``cleanup()`` ends it.
    """
    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_post(PATH, _receiver(settings.webhook_secret, bot, queue))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", settings.webhook_port).start()
    await bot.set_webhook(
        settings.webhook_url + PATH,
        secret_token=settings.webhook_secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=MOST_CONNECTIONS,
    )
    return runner


def _receiver(secret: str, bot: Bot, queue: InboxQueue):  # type: ignore[no-untyped-def]
    async def receive(request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), secret.encode()):
            return web.Response(status=403)
        try:
            raw = readable(json.loads(await request.read()))
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        update = Update.de_json(raw, bot)
        await queue.put(update)
        return web.Response()

    return receive
