"""Open what strangers send: ZIP packages and the XML inside them.

A package is refused before anything is unpacked if its directory promises too much, and while it is
unpacked if it holds more than it promised, for the directory is the sender's word. XML is refused
if it declares a document type: no office format needs one, and entities (billions of laughs, files
of this machine) can be declared nowhere else. Comments and processing instructions are left out, so
that every node is an element.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from bot.errors import Problem, TooLarge, UnreadableFile

MAX_PARTS = 5_000
"""The largest test document has 318."""

MAX_UNPACKED = 200_000_000
"""Bytes of all parts together."""

MAX_PART = 64_000_000
"""Bytes of one part."""

MAX_TREE = 32_000_000
"""Bytes of one part that is parsed as a whole: a tree takes up to twenty times as much memory. The
largest test document has 1.5 million."""

_SMALL = 1_000_000
_MAX_RATIO = 200
"""How many times a part over ``_SMALL`` bytes may be packed; XML of spreadsheets reaches 40."""

_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError),
    *(OverflowError, IndexError, RuntimeError),
)
"""What :mod:`zipfile` raises for broken packages, and for compressions that it does not know."""

_SAFELY: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How XML is parsed."""

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """The parts of a ZIP file, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED
        self.names = frozenset(archive.namelist())

    def part(self, name: str, most: int = MAX_PART) -> bytes:
        """Return the bytes of a part.

        Raises :class:`~bot.errors.UnreadableFile` if there is none, or if it is damaged, and
        :class:`~bot.errors.TooLarge` if it holds more than any document does.
        """
        limit = min(self._left, most)
        try:
            with self._archive.open(name) as file:
                data = file.read(limit + 1)
        except KeyError as error:
            raise UnreadableFile(Problem.INCOMPLETE, part=name[:100]) from error
        except _BROKEN_ZIP as error:
            raise UnreadableFile(Problem.DAMAGED) from error
        self._left -= len(data)
        if len(data) > limit:
            raise TooLarge(Problem.UNPACKS_TOO_LARGE)
        return data

    def xml(self, name: str) -> Element:
        """Return the root element of a part; see :meth:`part` and :func:`parse`."""
        return parse(self.part(name, MAX_TREE))

    def elements(
        self, name: str, *tags: str, check: Callable[[bytes], object] = len
    ) -> Iterator[Element]:
        """Yield the elements of a part that have one of the local names, each at its end.

        ``check`` is called with the part first, and may refuse it.

        An element is emptied when the next one is asked for: the tree of a large sheet would take
        thirty times as much memory as its part.
        """
        data = self.part(name)
        check(data)
        _refuse_entities(data)
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(BytesIO(data), tag=wanted, **_SAFELY):
                _refuse_document_type(element)
                yield element
                element.clear(keep_tail=True)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise UnreadableFile(_broken(error)) from error

    def xml_if_any(self, name: str) -> Element | None:
        """Return the root element of a part, or ``None`` if the package has no such part."""
        return self.xml(name) if name in self.names else None


def open_package(data: bytes) -> Package:
    """Open a ZIP file.

    Raises :class:`~bot.errors.UnreadableFile` for a broken or encrypted one and
    :class:`~bot.errors.TooLarge` for one that is made to fill the memory.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except _BROKEN_ZIP as error:
        raise UnreadableFile(Problem.DAMAGED) from error
    if len(parts) > MAX_PARTS:
        raise TooLarge(Problem.TOO_MANY_PARTS, count=len(parts), limit=MAX_PARTS)
    if sum(part.file_size for part in parts) > MAX_UNPACKED or any(map(_is_bomb, parts)):
        raise TooLarge(Problem.UNPACKS_TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(Problem.PASSWORD)
    return Package(archive)


def parse(data: bytes) -> Element:
    """Return the root element of an XML text.

    Raises :class:`~bot.errors.UnreadableFile` for XML that is broken, nested beyond all reason, or
    declares entities.
    """
    _refuse_entities(data)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFELY))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableFile(_broken(error)) from error
    _refuse_document_type(root)
    return root


def _refuse_entities(data: bytes) -> None:
    # Without the zero bytes, UTF-16 and UTF-32 read like ASCII.
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise UnreadableFile(Problem.XML_ENTITIES)


def _refuse_document_type(element: Element) -> None:
    """Refuse what an encoding hid from the search for it."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(Problem.XML_ENTITIES)


def _broken(error: Exception) -> Problem:
    deep = "depth" in str(error).lower()
    return Problem.NESTED_TOO_DEEPLY if deep else Problem.DAMAGED


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > _MAX_RATIO * max(part.compress_size, 1)
