"""Fetch a document by its web address, which may be meant to reach what only this machine can.

Whoever types an address could have the bot open its host's own services, or a cloud's metadata. So
every socket is made by :meth:`Fetcher._socket`, which refuses addresses that are not public. It
sees the very address that is connected to next: a name that is resolved anew between the check and
the connection, a redirect and an unusual spelling of 127.0.0.1 all end there. No proxy, cookie or
password is used, and what is fetched is only counted, in the time and size that are allowed; the
reader, a limited child process, is the first to look into it.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import Message
from ipaddress import ip_address
from pathlib import PurePosixPath
from types import MappingProxyType

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.addresses import INSTEAD, IPAddress, checked, forbidden, host_of, is_public
from bot.errors import SourceError, TooLarge, Unreachable
from bot.ingest.title import shown

_REDIRECTS = 5
_AT_ONCE = 8
"""Documents that are fetched at the same time; each may fill the memory for a largest file."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXTS = (".txt", ".md", ".markdown", ".csv", ".tsv", ".eml")
_SUFFIXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text/html": (".html", ".htm", ".xhtml"),
        "application/xhtml+xml": (".xhtml", ".html", ".htm"),
        "text/plain": _TEXTS,
        "text/markdown": (".md", ".markdown"),
        "text/x-markdown": (".md", ".markdown"),
        "text/csv": (".csv", ".tsv"),
        "application/csv": (".csv", ".tsv"),
        "text/tab-separated-values": (".tsv",),
        "message/rfc822": (".eml",),
        "application/pdf": (".pdf",),
        "application/x-pdf": (".pdf",),
        f"{_OFFICE}.wordprocessingml.document": (".docx",),
        f"{_OFFICE}.presentationml.presentation": (".pptx",),
        f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
        "application/vnd.oasis.opendocument.text": (".odt",),
        "application/epub+zip": (".epub",),
    }
)
"""The types that are read, with the suffixes that fit them, the usual one first."""

_UNTYPED = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/force-download"}
)
"""Types that say nothing; the name's suffix has to."""

_READ = frozenset(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)
_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,80}", re.ASCII)
_MOVED = frozenset({301, 302, 303, 307, 308})


class _Refused(OSError):
    """An address is not allowed; an ``OSError``, which aiohttp takes for a failed connection."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address, unread."""

    url: str
    """Where it was found, after redirects and without fragment."""
    filename: str
    data: bytes


class Fetcher:
    """Fetches documents; make one with :func:`open_fetcher`."""

    def __init__(
        self,
        *,
        max_bytes: int,
        seconds: float,
        allowed: Callable[[IPAddress], bool],
        resolver: AbstractResolver | None,
    ) -> None:
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._allowed = allowed
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, url: str) -> Fetched:
        """Fetch what stands at an address.

        Raises :class:`~bot.errors.ForbiddenAddress` for one that is not public,
        :class:`~bot.errors.TooLarge`, and :class:`~bot.errors.Unreachable` for any other failure.
        """
        address = checked(url)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(address)
        except TimeoutError as error:
            message = (
                f"{host_of(address)} took longer than {self._seconds:g} seconds. Try again later,"
                f" or {INSTEAD}"
            )
            raise Unreachable(message) from error

    async def close(self) -> None:
        """Close what fetching opened."""
        if self._session:
            await self._session.close()

    async def _follow(self, address: URL) -> Fetched:
        for _ in range(1 + _REDIRECTS):
            found = await self._get(address)
            if isinstance(found, Fetched):
                return found
            address = found
        message = f"{host_of(address)} redirects more than {_REDIRECTS} times. You can {INSTEAD}"
        raise Unreachable(message)

    async def _get(self, address: URL) -> Fetched | URL:
        """Return what stands at one address, or where it redirects to."""
        try:
            async with self._opened().get(address, allow_redirects=False) as response:
                if response.status in _MOVED and "Location" in response.headers:
                    return checked(str(address.join(URL(response.headers["Location"]))))
                _require_success(response)
                filename = _filename(response)
                return Fetched(str(address), filename, await self._body(response))
        except (aiohttp.ClientError, ValueError) as error:
            raise _failure(address, error) from error

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        data = bytearray()
        size = response.content_length or 0
        if size <= self._max_bytes:
            async for chunk in response.content.iter_any():
                data += chunk
                size = len(data)
                if size > self._max_bytes:
                    break
        if size > self._max_bytes:
            message = (
                f"{host_of(response.url)} sends more than {self._max_bytes / 1e6:.1f} MB, the most"
                " that can be added. Add the part that people ask about, or ask the operator to"
                " raise VERBATIM_MAX_FILE_SIZE."
            )
            raise TooLarge(message)
        return bytes(data)

    def _opened(self) -> aiohttp.ClientSession:
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
                    "Accept": "text/html, application/pdf, text/plain;q=0.9, */*;q=0.5",
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


@asynccontextmanager
async def open_fetcher(
    *,
    max_bytes: int,
    seconds: float,
    allowed: Callable[[IPAddress], bool] = is_public,
    resolver: AbstractResolver | None = None,
) -> AsyncGenerator[Fetcher, None]:
    """Make a fetcher; it opens nothing before it fetches.

    ``resolver`` finds the addresses of a name, as the system does by default; ``allowed`` tells
    which of them may be connected to.
    """
    fetcher = Fetcher(max_bytes=max_bytes, seconds=seconds, allowed=allowed, resolver=resolver)
    try:
        yield fetcher
    finally:
        await fetcher.close()


def _failure(url: URL, error: Exception) -> SourceError:
    match error:
        case aiohttp.ClientConnectorError(os_error=_Refused()):
            return forbidden(url)
        case aiohttp.ClientConnectorDNSError() | UnicodeError():
            problem = "cannot be found. Check how the address is written."
        case aiohttp.ClientSSLError():
            problem = (
                f"has no valid certificate, so I do not trust what it sends. You can {INSTEAD}"
            )
        case aiohttp.ClientConnectorError():
            problem = "cannot be reached. Check the address, or try again later."
        case _:
            problem = f"broke off or sends what I cannot use. Try again later, or {INSTEAD}"
    return Unreachable(f"{host_of(url)} {problem}")


def _require_success(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == 200:
        return
    if status in {404, 410}:
        problem = f"has nothing at this address ({status}). Check how it is written."
    elif status in {401, 402, 403, 451}:
        problem = f"does not let me open this address ({status}). You can {INSTEAD}"
    else:
        problem = f"does not hand out this address just now ({status}). Try again later."
    message = f"{host_of(response.url)} {problem}"
    raise Unreachable(message)


def _filename(response: aiohttp.ClientResponse) -> str:
    """Return a name with a suffix that fits the type; raise for a type that is not read."""
    kind = response.content_type
    disposition = Message()  # aiohttp's own parser warns of malformed ones on standard error
    disposition["Content-Disposition"] = response.headers.get("Content-Disposition", "")
    stated = disposition.get_filename("")
    path = PurePosixPath((stated or response.url.name).replace("\\", "/"))
    name = shown("".join(filter(str.isprintable, path.name)) or host_of(response.url))
    suffix = path.suffix.lower()
    fitting = _SUFFIXES.get(kind, _READ if kind in _UNTYPED else ())
    if suffix in fitting:
        return name
    if kind in _SUFFIXES:
        return name + _SUFFIXES[kind][0]
    what = kind if _TYPE.fullmatch(kind) and kind not in _UNTYPED else "a file of an unknown type"
    message = (
        f"{host_of(response.url)} sends {what}, which Verbatim cannot read. Give the address of a"
        " web page, a PDF, an office document or a text."
    )
    raise Unreachable(message)
