"""The action server: on the loopback interface only, for whoever shows the token."""

import hmac
import logging
from urllib.parse import urlsplit

from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions import shared
from bot.language.gazetteer import find_where
from bot.log import set_up_logging

OPEN_PATHS = {"/health"}


def build_app(token: str) -> Sanic:
    """Return the server.

    Args:
        token: what Rasa must show, as ``?token=``.
    """
    app = create_app("actions", cors_origins="")

    @app.on_request
    async def refuse_strangers(request: Request) -> HTTPResponse | None:
        shown = str(request.args.get("token", ""))
        if request.path in OPEN_PATHS or hmac.compare_digest(shown.encode(), token.encode()):
            return None
        return response.json({"error": "token"}, status=401)

    return app


def main() -> None:
    """Serve until the process is told to stop."""
    settings = shared.settings()
    set_up_logging(settings.log_level)
    logging.getLogger("sanic.root").setLevel(logging.WARNING)
    place = urlsplit(settings.actions_url)
    shared.store()
    _ = find_where("Tijuana")  # reads the list of towns, which would hold up the first children
    build_app(settings.actions_token).run(
        host=place.hostname, port=place.port, workers=1, access_log=False, debug=False
    )


if __name__ == "__main__":
    main()
