"""Which types of content are fetched, and how a file of each is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from yarl import URL

from bot.errors import Problem, Unreachable
from bot.fetching.addresses import host_of
from bot.ingest.filename import shown
from bot.ingest.formats import suffixes_of_types

_UNTYPED = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/force-download"}
)
"""Types that say nothing; the name's suffix has to."""

_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,80}", re.ASCII)
_PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text/html": (".html", ".htm", ".xhtml"),
        "application/xhtml+xml": (".xhtml", ".html", ".htm"),
    }
)


@dataclass(frozen=True, slots=True)
class Media:
    """What is looked for at an address.

    ``types`` are those that are taken, with the suffixes that fit each, the usual one first;
    ``accept`` asks the server for them, and any other is a ``problem``.
    """

    types: Mapping[str, tuple[str, ...]]
    accept: str
    problem: Problem

    def filename(self, url: URL, kind: str, disposition: str) -> str:
        """Return a name with a suffix that fits the type.

        Raises :class:`~bot.errors.Unreachable` for a type that is not taken.
        """
        from email.message import Message  # noqa: PLC0415 (.004 seconds that few need)

        header = Message()  # aiohttp's own parser warns of malformed ones on standard error
        header["Content-Disposition"] = disposition
        path = PurePosixPath((header.get_filename("") or url.name).replace("\\", "/"))
        name = shown("".join(filter(str.isprintable, path.name)) or host_of(url))
        if path.suffix.lower() in self.types.get(kind, self._known if kind in _UNTYPED else ()):
            return name
        if kind in self.types:
            return name + self.types[kind][0]
        known = kind if _TYPE.fullmatch(kind) and kind not in _UNTYPED else ""
        raise Unreachable(self.problem, name=host_of(url), type=known)

    @property
    def _known(self) -> frozenset[str]:
        return frozenset(suffix for suffixes in self.types.values() for suffix in suffixes)


DOCUMENTS = Media(
    MappingProxyType(suffixes_of_types()),
    accept="text/html, application/pdf, text/plain;q=0.9, */*;q=0.5",
    problem=Problem.UNREAD_TYPE,
)

FEEDS = Media(
    MappingProxyType(
        {
            "application/rss+xml": (".rss", ".xml", ".rdf"),
            "application/atom+xml": (".atom", ".xml"),
            "application/rdf+xml": (".rdf", ".xml"),
            "application/xml": (".xml", ".rss", ".atom", ".rdf"),
            "text/xml": (".xml", ".rss", ".atom", ".rdf"),
            "application/feed+json": (".json",),
            "application/json": (".json",),
            "application/gzip": (".gz",),
            "application/x-gzip": (".gz",),
            "text/plain": (".txt", ".xml"),
            **_PAGES,
        }
    ),
    accept=(
        "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
        " text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
    ),
    problem=Problem.NO_FEED_TYPE,
)
