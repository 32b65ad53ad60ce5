"""The bundled documents, kept equal to a folder.

``corpus/<collection>/<slug>.md`` has front matter (title, publisher, date, source, language) and
one sentence a line, so that a change of a fact is a change of a line; lines of a paragraph are
joined when it is read. An operator may point the setting at a folder of releases of their own, in
any format that is read. What is new or changed by hash is stored, what is gone is taken off the
index. The folder is the operator's own, so its files are read here and not in the limited worker:
the eighteen bundled ones take .02 seconds, and a child process .1 to start.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bot.errors import DuplicateDocument, NoCorpus, SourceError
from bot.library.curator import Curator
from bot.library.rows import digest
from bot.model import BUNDLED, Source

if TYPE_CHECKING:
    from bot.engine.documents import Documents

_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n#>|\-*+=\d\s])")
"""A line break inside a paragraph of Markdown, not before a heading, list, quote or table."""
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^(#.*)\n(?=\S)", re.MULTILINE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Synced:
    """How many documents of the bundled documents a sync changed."""

    added: int = 0
    replaced: int = 0
    removed: int = 0


async def sync(folder: Path, documents: Callable[[], Documents], curator: Curator) -> Synced:
    """Make the bundled documents equal to the files under ``folder``.

    What adds ``documents`` is asked for when there is one to add or replace.
    A file that cannot be read is logged and left out. Raises :class:`~bot.errors.NoCorpus` if
    there is no such folder.
    """
    if not await asyncio.to_thread(folder.is_dir):
        raise NoCorpus(folder)
    stored = await curator.corpus()
    files = await asyncio.to_thread(lambda: dict(_files(folder)))
    counts = {"added": 0, "replaced": 0, "removed": 0}
    for path, data in files.items():
        document, removed = stored.get(path, (None, False))
        if document and not removed and document.sha256 == digest(data):
            continue
        try:
            source = await asyncio.to_thread(read_bundled, path, data)
            if document:
                await documents().replace_with(document, source, data)
                counts["replaced"] += 1
            else:
                await documents().add(BUNDLED, source, data, corpus_path=path)
                counts["added"] += 1
        except (SourceError, DuplicateDocument) as error:
            extra = {"path": path, "reason": str(error)}
            log.warning("a bundled document was left out", extra=extra)
    for path, (document, removed) in stored.items():
        if path not in files and not removed:
            await curator.remove(BUNDLED, document.handle, user_id=None)
            counts["removed"] += 1
    return Synced(**counts)


def read_bundled(path: str, data: bytes) -> Source:
    """Read a bundled file, whose Markdown has one sentence a line."""
    # What reads takes a tenth of a second to import, which an unchanged folder saves.
    from bot.ingest.extract import extract  # noqa: PLC0415

    name = PurePosixPath(path).name
    if not name.endswith(".md"):
        return extract(name, data)
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    body = _HEADING.sub(r"\1\n\n", text[start:])
    return extract(name, (text[:start] + _BREAK.sub(" ", body)).encode())


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "_")) for part in relative.parts):
            yield relative.as_posix(), path.read_bytes()
