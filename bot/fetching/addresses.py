"""Web addresses: which of them are public, seen by their text and by where they lead."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from yarl import URL

from bot.errors import ForbiddenAddress, Problem, Unreachable
from bot.ingest.filename import shown

IPAddress: TypeAlias = IPv4Address | IPv6Address

LONGEST = 2000
"""Characters of an address."""

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

_COUNTS = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.IGNORECASE)
"""Parameters that tell a site where its visitors come from."""

_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""The end of an IPv4 address in any of its spellings: 127.1, 0x7f000001, 2130706433."""


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one of the public internet's."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(address.packed[-4:]))
        if address not in _UNICAST:
            return False
    return address.is_global and not any(address in network for network in _SPECIAL)


def checked(text: str) -> URL:
    """Read an address and refuse it for what can be seen without connecting.

    Raises :class:`~bot.errors.ForbiddenAddress`, and :class:`~bot.errors.Unreachable` for what is
    no web address at all.
    """
    try:
        url = URL(text.strip()).with_fragment(None)
        host = url.raw_host
    except ValueError:
        url, host = URL(), None
    if not host or url.scheme not in {"http", "https"} or len(text) > LONGEST:
        raise Unreachable(Problem.NO_WEB_ADDRESS, name=shown(text[:100]), limit=LONGEST)
    if url.raw_user is not None or url.raw_password is not None:
        raise Unreachable(Problem.ADDRESS_WITH_LOGIN, name=host_of(url))
    if url.port not in _PORTS:
        raise ForbiddenAddress(Problem.NO_WEB_PORT, name=host_of(url), port=url.port or 0)
    if _is_local(host):
        raise forbidden(url)
    return url


def redirected(address: URL, location: str) -> URL:
    """Return where an address leads by what its server or its page says of another.

    Raises as :func:`checked` does, and :class:`~bot.errors.ForbiddenAddress` for a way that gives
    up encryption.
    """
    try:
        joined = str(address.join(URL(location)))
    except ValueError:
        joined = location
    target = checked(joined)
    if address.scheme == "https" and target.scheme == "http":
        raise ForbiddenAddress(Problem.LESS_SAFE, name=host_of(address))
    return target


def canonical(text: str) -> str:
    """Return what two spellings of an address have in common, to compare them; not to be opened.

    The scheme, the fragment, a last slash and what counts visitors make no other document.
    """
    try:
        url = URL(text.strip()).with_fragment(None).with_scheme("https")
    except ValueError:
        return text
    kept = [(name, value) for name, value in url.query.items() if not _COUNTS.fullmatch(name)]
    return str(url.with_query(kept).with_path(url.path.rstrip("/"), keep_query=True))


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses have the same host, with ``www.`` or without."""
    try:
        hosts = {(URL(each).host or "").lower().removeprefix("www.") for each in (one, other)}
    except ValueError:
        return False
    return len(hosts) == 1 and "" not in hosts


def _is_local(host: str) -> bool:
    """Tell a name that no public server has; of addresses the socket's maker has the say."""
    try:
        ip_address(host)
    except ValueError:
        labels = host.rstrip(".").lower().split(".")
        return len(labels) == 1 or labels[-1] in _LOCAL or bool(_NUMBER.fullmatch(labels[-1]))
    return False


def host_of(url: URL) -> str:
    """Return the host as messages name it."""
    return shown(url.host or "The server")


def forbidden(url: URL) -> ForbiddenAddress:
    """Return the error for an address that is not public; it does not say where it leads."""
    return ForbiddenAddress(Problem.NOT_PUBLIC, name=host_of(url))
