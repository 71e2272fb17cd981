"""PTB's calls over aiohttp, which takes a quarter of the time that its own client takes."""

import asyncio
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData


class AiohttpRequest(BaseRequest):
    """Calls the Bot API; see docs/decisions/0007-speed.md for why not PTB's HTTPXRequest.

    It sends no files: the bot never uploads any.
    """

    def __init__(self, *, connections: int, read_timeout: float, connect_timeout: float) -> None:
        """Make it; nothing is opened before :meth:`initialize`.

        Args:
            connections: how many calls may be on their way at once; the others wait.
            read_timeout: seconds until an answer must begin, unless a call says otherwise.
            connect_timeout: seconds for a connection to stand, waiting for a free one included.
        """
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds until an answer must begin."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Make ready to call."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, ssl=httpx.create_ssl_context()
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- for files only
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- part of connecting
    ) -> tuple[int, bytes]:
        """Call the Bot API; see BaseRequest.

        Raises:
            TimedOut: no answer in time; whether Telegram has done it is not known.
            NetworkError: it could not be reached, or the connection was lost.
        """
        if self._session is None:
            raise RuntimeError("initialize() first")
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, self._connect_timeout),
            sock_read=_seconds(read_timeout, self._read_timeout),
        )
        fields = request_data.json_parameters if request_data else None
        try:
            async with self._session.request(
                method, url, data=fields, timeout=timeout, proxy=_proxy_for(*urlsplit(url)[:2])
            ) as answer:
                return answer.status, await answer.read()
        except asyncio.TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error


@lru_cache(maxsize=4)
def _proxy_for(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names, which takes as long as a tenth of a call."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _seconds(asked: object, usual: float) -> float | None:
    if asked is BaseRequest.DEFAULT_NONE:
        return usual
    return None if asked is None else float(asked)  # type: ignore[arg-type]
