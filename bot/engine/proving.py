"""The proof of a quote: what stands where, since when, by which means, and what was done since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.answer.citation import Reference
from bot.errors import DocumentNotFound
from bot.library.catalogue import Excerpt
from bot.library.guilds import AuditEntry
from bot.library.library import Library
from bot.model import GuildId, QuoteId, UserId

CHANGES = frozenset({"replace", "edit", "remove", "restore"})
"""What the audit says of a document after it was added."""

_LAST = 100


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote, and where it comes from."""

    excerpt: Excerpt
    reference: Reference
    versions: int
    """How many versions the document has."""
    added_at: datetime
    added_by: UserId | None
    """When and by whom the version was added; ``None`` for nobody on Discord."""
    address: str
    """Where the document was fetched; ``""`` for a file or a text."""
    changes: tuple[AuditEntry, ...]
    """What was done with the document since, the newest first."""

    @property
    def sha256(self) -> str:
        """Return the digest of the quote's text in UTF-8, in hexadecimal."""
        return self.reference.sha256


class Proving:
    """Proves quotes."""

    def __init__(self, library: Library) -> None:
        self._catalogue = library.catalogue
        self._history = library.history
        self._origins = library.origins
        self._guilds = library.guilds

    async def prove(self, guild_id: GuildId, quote_id: QuoteId, *, closed: bool = False) -> Proof:
        """Return the proof of a quote.

        Raises :class:`~bot.errors.DocumentNotFound` if the guild sees no such document or version,
        or if the range is not within its text.
        """
        excerpt = await self._catalogue.excerpt(guild_id, quote_id, closed=closed)
        if excerpt.span != quote_id.span:
            raise DocumentNotFound(quote_id.handle)
        handle, document = quote_id.handle, excerpt.document
        versions = await self._history.versions(guild_id, handle, closed=closed)
        version = next(each for each in versions if each.number == quote_id.version)
        done = await self._guilds.audit_entries(document.guild_id, _LAST, handle=handle)
        return Proof(
            excerpt=excerpt,
            reference=Reference(document, quote_id, digest(excerpt.text)),
            versions=len(versions),
            added_at=version.added_at,
            added_by=version.added_by,
            address=await self._origins.address(document),
            changes=tuple(
                each for each in done if each.action in CHANGES and each.at > version.added_at
            ),
        )


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
