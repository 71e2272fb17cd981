"""The sandbox's web server: our own Bot API, the page, and who may talk to them."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.errors import ConfigError
from bot.log import EventLog
from bot.sandbox.bot_api import BotApi
from bot.sandbox.control import Control
from bot.sandbox.watch import Watch
from bot.sandbox.world import MODES, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LARGEST_BODY = 50 * 2**20  # what a bot may upload to Telegram
_CLOSING_SECONDS = 1.0
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_log = EventLog(__name__)


def build_app(mode: str = "forum") -> web.Application:
    """Return the server with a fresh world.

    Args:
        mode: ``forum`` for a staff group with threads, ``plain`` for one without.

    Raises:
        ConfigError: the mode is neither.
    """
    if mode not in MODES:
        raise ConfigError(f"El grupo de la prueba es forum o plain, no «{mode}».")
    app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_only_from_here])
    world = World(mode)
    api = BotApi(world)
    api.add_routes(app)
    Control(world, api).add_routes(app)
    Watch(world, api.calls).add_routes(app)
    app.router.add_get("/", _to_page)
    app.router.add_get("/sandbox", _to_page)
    app.router.add_get("/sandbox/", _page)
    app.router.add_get("/sandbox/page/{name}", _page)
    return app


def serve(host: str, port: int, mode: str) -> None:
    """Run the server until it is told to stop by a signal.

    Args:
        host: an address of this machine's loopback interface.
        port: where to listen.
        mode: ``forum`` or ``plain``.

    Raises:
        ConfigError: the host is not of the loopback interface, or the mode is unknown.
    """
    if host not in _LOOPBACK:
        raise ConfigError(f"La prueba solo se abre en esta máquina: {host} no es 127.0.0.1.")
    app = build_app(mode)
    _log.info("sandbox_starts", port=port)
    web.run_app(
        app, host=host, port=port, print=None, access_log=None, shutdown_timeout=_CLOSING_SECONDS
    )


@web.middleware
async def _only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a web page elsewhere could send: wrong host, wrong origin, other sites."""
    if not _is_from_here(request):
        return web.json_response(
            {"ok": False, "error_code": 403, "description": "Forbidden: only from this machine"},
            status=403,
        )
    return await handler(request)


def _is_from_here(request: web.Request) -> bool:
    try:
        hostname = urlsplit(f"//{request.host}").hostname
    except ValueError:
        return False
    if hostname not in _LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    site = request.headers.get("Sec-Fetch-Site", "none")
    is_link_to_page = (
        request.method == "GET"
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.path in {"/", "/sandbox", "/sandbox/"}
    )
    return site in {"none", "same-origin"} or is_link_to_page


async def _to_page(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/sandbox/")


async def _page(request: web.Request) -> web.Response:
    path = _PAGE / request.match_info.get("name", "index.html")
    if path.parent != _PAGE or path.suffix not in _TYPES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=path.read_bytes(),
        headers={**_HEADERS, "Content-Type": f"{_TYPES[path.suffix]}; charset=utf-8"},
    )
