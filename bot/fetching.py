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
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeAlias

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import ForbiddenAddress, SourceError, TooLarge, Unreachable
from bot.ingest.title import shown

IPAddress: TypeAlias = IPv4Address | IPv6Address

LONGEST = 2000
"""Characters of an address."""

_REDIRECTS = 5
_AT_ONCE = 8
"""Documents that are fetched at the same time; each may fill the memory for a largest file."""

_PORTS = frozenset({80, 443, 8080, 8443})

_NAT64 = IPv6Network("64:ff9b::/96")
"""How a network with IPv6 only names what has IPv4 only: the last four bytes tell who it is."""

_UNICAST = IPv6Network("2000::/3")
"""All IPv6 addresses that are given out; outside of it stand all that wrap an IPv4 address."""

_SPECIAL = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
            "168.63.129.16/32",  # Azure's own services for a virtual machine, at a public address
            "224.0.0.0/3",  # multicast and reserved
            "2001::/23",  # protocols, Teredo among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "3fff::/20",  # documentation
        ),
    )
)
"""What ``is_global`` has not refused in every version of Python."""

_LOCAL = frozenset(
    {
        *("arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain"),
        *("localhost", "onion", "private"),
    }
)
"""Ends of names that mean something in one network only."""

_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""The end of an IPv4 address in any of its spellings: 127.1, 0x7f000001, 2130706433."""

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
_INSTEAD = "Save the page in a browser and add the file."


class _Refused(OSError):
    """An address is not allowed; an ``OSError``, which aiohttp takes for a failed connection."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address, unread."""

    url: str
    """Where it was found, after redirects and without fragment."""
    filename: str
    data: bytes


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one of the public internet's."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(address.packed[-4:]))
        if address not in _UNICAST:
            return False
    return address.is_global and not any(address in network for network in _SPECIAL)


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
        address = _checked(url)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(address)
        except TimeoutError as error:
            message = (
                f"{_host(address)} took longer than {self._seconds:g} seconds. Try again later, or"
                " save the page in a browser and add the file."
            )
            raise Unreachable(message) from error

    async def close(self) -> None:
        """Close what fetching opened."""
        if self._session:
            await self._session.close()

    async def _follow(self, address: URL) -> Fetched:
        found: Fetched | URL = address
        for _ in range(1 + _REDIRECTS):
            found = await self._get(found)
            if isinstance(found, Fetched):
                return found
        message = f"{_host(address)} redirects more than {_REDIRECTS} times. {_INSTEAD}"
        raise Unreachable(message)

    async def _get(self, address: URL) -> Fetched | URL:
        """Return what stands at one address, or where it redirects to."""
        try:
            async with self._opened().get(address, allow_redirects=False) as response:
                if response.status in _MOVED and "Location" in response.headers:
                    return _checked(str(address.join(URL(response.headers["Location"]))))
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
                f"{_host(response.url)} sends more than {self._max_bytes / 1e6:.1f} MB, the most"
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


def _checked(text: str) -> URL:
    """Read an address and refuse it for what can be seen without connecting."""
    try:
        url = URL(text.strip()).with_fragment(None)
        host = url.raw_host
    except ValueError:
        url, host = URL(), None
    if not host or url.scheme not in {"http", "https"} or len(text) > LONGEST:
        message = (
            f"“{shown(text[:100])}” is no web address that I can open. Give one that begins with"
            f" https:// or http:// and has at most {LONGEST} characters."
        )
        raise Unreachable(message)
    if url.raw_user is not None or url.raw_password is not None:
        message = f"The address holds a name or password for {_host(url)}. Give it without them."
        raise Unreachable(message)
    if url.port not in _PORTS or _is_local(host):
        raise _forbidden(url)
    return url


def _is_local(host: str) -> bool:
    """Tell a name that no public server has; of addresses the socket's maker has the say."""
    try:
        ip_address(host)
    except ValueError:
        labels = host.rstrip(".").lower().split(".")
        return len(labels) == 1 or labels[-1] in _LOCAL or bool(_NUMBER.fullmatch(labels[-1]))
    return False


def _host(url: URL) -> str:
    return shown(url.host or "The server")


def _forbidden(url: URL) -> ForbiddenAddress:
    message = f"This address of {_host(url)} is not public, so I do not open it. {_INSTEAD}"
    return ForbiddenAddress(message)


def _failure(url: URL, error: Exception) -> SourceError:
    match error:
        case aiohttp.ClientConnectorError(os_error=_Refused()):
            return _forbidden(url)
        case aiohttp.ClientConnectorDNSError() | UnicodeError():
            problem = "cannot be found. Check how the address is written."
        case aiohttp.ClientSSLError():
            problem = f"has no valid certificate, so I do not trust what it sends. {_INSTEAD}"
        case aiohttp.ClientConnectorError():
            problem = "cannot be reached. Check the address, or try again later."
        case _:
            problem = f"broke off or sent what I do not understand. Try again later, or {_INSTEAD}"
            problem = problem.replace("Save", "save")
    return Unreachable(f"{_host(url)} {problem}")


def _require_success(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == 200:
        return
    if status in {404, 410}:
        problem = f"has nothing at this address ({status}). Check how it is written."
    elif status in {401, 402, 403, 451}:
        problem = f"does not let me open this address ({status}). {_INSTEAD}"
    else:
        problem = f"does not hand out this address just now ({status}). Try again later."
    message = f"{_host(response.url)} {problem}"
    raise Unreachable(message)


def _filename(response: aiohttp.ClientResponse) -> str:
    """Return a name with a suffix that fits the type; raise for a type that is not read."""
    kind = response.content_type
    stated = response.content_disposition and response.content_disposition.filename
    path = PurePosixPath((stated or response.url.name).replace("\\", "/"))
    name = shown("".join(filter(str.isprintable, path.name))) if path.name else _host(response.url)
    suffix = path.suffix.lower()
    fitting = _SUFFIXES.get(kind, _READ if kind in _UNTYPED else ())
    if suffix in fitting:
        return name
    if kind in _SUFFIXES:
        return name + _SUFFIXES[kind][0]
    what = kind if _TYPE.fullmatch(kind) and kind not in _UNTYPED else "a file of an unknown type"
    message = (
        f"{_host(response.url)} sends {what}, which Verbatim cannot read. Give the address of a web"
        " page, a PDF, an office document or a text."
    )
    raise Unreachable(message)
