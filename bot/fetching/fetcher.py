"""Fetch a document by its web address, which may be meant to reach what only this machine can.

Whoever types an address could have the bot open its host's own services, or a cloud's metadata. So
every socket is made by :meth:`Fetcher._socket`, which refuses addresses that are not public. It
sees the very address that is connected to next: a name that is resolved anew between the check and
the connection, a redirect and an unusual spelling of 127.0.0.1 all end there. No proxy, cookie or
password is used, and what is fetched is only counted, in the time and size that are allowed; the
reader, a limited child process, is the first to look into it.

What a server says of a version (ETag, Last-Modified) is kept, so that fetching again is a question
whether there is a newer one. It is told to the address that said it and to no other.

aiohttp takes .13 seconds of computing to import, which what fetches nothing saves.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from yarl import URL

from bot.errors import Gone, Problem, SourceError, TooLarge, Unreachable
from bot.fetching.addresses import IPAddress, checked, forbidden, host_of, is_public, redirected
from bot.fetching.media import DOCUMENTS, Media
from bot.model import Origin
from bot.progress import Progress, Report, Unit, untold

if TYPE_CHECKING:
    import aiohttp
    from aiohttp.abc import AbstractResolver

REDIRECTS = 5
_AT_ONCE = 8
"""Documents that are fetched at the same time; each may fill the memory for a largest file."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_MARKS = ("ETag", "Last-Modified")
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_LONGEST_MARK = 500


class _Refused(OSError):
    """An address is not allowed; an ``OSError``, which aiohttp takes for a failed connection."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address, unread."""

    origin: Origin
    filename: str
    data: bytes
    charset: str = ""
    """What the server calls the encoding, if it does."""

    @property
    def url(self) -> str:
        """Return where it was found, after redirects and without fragment."""
        return self.origin.url


class Fetcher:
    """Fetches documents; it opens nothing before it fetches, and is to be closed.

    ``resolver`` finds the addresses of a name, as the system does by default; ``allowed`` tells
    which of them may be connected to.
    """

    def __init__(
        self,
        *,
        max_bytes: int,
        seconds: float,
        allowed: Callable[[IPAddress], bool] = is_public,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._allowed = allowed
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def fetch(
        self, url: str, media: Media = DOCUMENTS, *, report: Report = untold
    ) -> Fetched:
        """Fetch what stands at an address; ``report`` is told of every piece that has come.

        Raises :class:`~bot.errors.ForbiddenAddress` for one that must not be opened,
        :class:`~bot.errors.TooLarge`, :class:`~bot.errors.Gone` where there is nothing, and
        :class:`~bot.errors.Unreachable` for any other failure.
        """
        found = await self.fetch_newer(Origin(url), media, report=report)
        assert found, "without a version's marks a server has nothing to compare"
        return found

    async def fetch_newer(
        self, known: Origin, media: Media = DOCUMENTS, *, report: Report = untold
    ) -> Fetched | None:
        """Fetch again; ``None`` if the server says that it has no newer version."""
        address = checked(known.url)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(address, known, media, report)
        except TimeoutError as error:
            raise Unreachable(
                Problem.HOST_SLOW, name=host_of(address), seconds=self._seconds
            ) from error

    async def aclose(self) -> None:
        """Close what fetching opened."""
        if self._session:
            await self._session.close()

    async def _follow(
        self, address: URL, known: Origin, media: Media, report: Report
    ) -> Fetched | None:
        headers = {"Accept": media.accept} | _conditions(known)
        for _ in range(1 + REDIRECTS):
            found = await self._get(address, headers, media, report)
            if not isinstance(found, URL):
                return found
            headers = {"Accept": media.accept}
            address = found
        raise Unreachable(Problem.TOO_MANY_REDIRECTS, name=host_of(address), limit=REDIRECTS)

    async def _get(
        self, address: URL, headers: dict[str, str], media: Media, report: Report
    ) -> Fetched | URL | None:
        """Return what stands at one address, or where it redirects to; ``None``: nothing newer."""
        import aiohttp  # noqa: PLC0415 (see above)

        try:
            async with self._opened().get(
                address, headers=headers, allow_redirects=False
            ) as response:
                if response.status in _MOVED and "Location" in response.headers:
                    return redirected(address, response.headers["Location"])
                if response.status == _NOT_MODIFIED and not headers.keys().isdisjoint(_CONDITIONS):
                    return None
                _require_success(response)
                disposition = response.headers.get("Content-Disposition", "")
                filename = media.filename(response.url, response.content_type, disposition)
                origin = Origin(str(address), *(_mark(response, name) for name in _MARKS))
                charset = response.charset or ""
                return Fetched(origin, filename, await self._body(response, report), charset)
        except (aiohttp.ClientError, ValueError) as error:
            raise _failure(address, error) from error

    async def _body(self, response: aiohttp.ClientResponse, report: Report) -> bytes:
        data = bytearray()
        size = response.content_length or 0
        total = 0 if "Content-Encoding" in response.headers else size
        if size <= self._max_bytes:
            async for chunk in response.content.iter_any():
                data += chunk
                size = len(data)
                report(Progress(Unit.BYTE, size, total))
                if size > self._max_bytes:
                    break
        if size > self._max_bytes:
            raise TooLarge(
                Problem.SENDS_TOO_MUCH, name=host_of(response.url), largest=self._max_bytes
            )
        return bytes(data)

    def _opened(self) -> aiohttp.ClientSession:
        import aiohttp  # noqa: PLC0415 (see above)

        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=self._resolver or aiohttp.ThreadedResolver(),
                use_dns_cache=False,
                force_close=True,
                limit=_AT_ONCE,
                socket_factory=self._socket,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(),  # `fetch` limits all of it together
                trust_env=False,
                headers={
                    "User-Agent": "Verbatim",
                    "Accept-Encoding": "gzip, deflate",
                },
            )
        return self._session

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """Make the socket for exactly this address, which aiohttp connects it to next."""
        family, kind, protocol, _, target = info
        if not self._allowed(ip_address(target[0])):
            message = "the address is not public"
            raise _Refused(message)
        return socket.socket(family, kind, protocol)


def _mark(response: aiohttp.ClientResponse, name: str) -> str:
    """Return what the server says of the version, if it can be sent back."""
    mark = response.headers.get(name, "")
    return mark if mark.isascii() and mark.isprintable() and len(mark) <= _LONGEST_MARK else ""


def _conditions(known: Origin) -> dict[str, str]:
    """Return the headers that ask for a newer version only."""
    marks = zip(_CONDITIONS, (known.etag, known.last_modified), strict=True)
    return {name: mark for name, mark in marks if mark}


def _failure(url: URL, error: Exception) -> SourceError:
    import aiohttp  # noqa: PLC0415 (see above)

    match error:
        case aiohttp.ClientConnectorError(os_error=_Refused()):
            return forbidden(url)
        case aiohttp.ClientConnectorDNSError() | UnicodeError():
            problem = Problem.HOST_NOT_FOUND
        case aiohttp.ClientSSLError():
            problem = Problem.BAD_CERTIFICATE
        case aiohttp.ClientConnectorError():
            problem = Problem.HOST_UNREACHABLE
        case _:
            problem = Problem.BROKEN_OFF
    return Unreachable(problem, name=host_of(url))


def _require_success(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == 200:
        return
    host = host_of(response.url)
    if status in {404, 410}:
        raise Gone(Problem.NOTHING_THERE, name=host, status=status)
    if status in {401, 402, 403, 451}:
        raise Unreachable(Problem.NOT_LET_IN, name=host, status=status)
    raise Unreachable(Problem.NOT_NOW, name=host, status=status)
