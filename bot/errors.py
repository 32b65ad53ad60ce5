"""What can go wrong and be told to the person who caused it.

* VerbatimError
  + SettingsError: a setting is missing or malformed
  + SourceError: a file or text cannot be turned into a document
    - UnsupportedFormat, UnreadableFile, TooLarge, NoText
    - ReaderFailed: the reading process broke a limit or died
    - Unreachable, ForbiddenAddress: a web address cannot be opened, or must not be
      . Gone: nothing stands there, or nothing any more
  + LibraryError: the library refuses
    - NewerSchema, Unwritable: the database cannot be used
    - DuplicateDocument, DocumentNotFound, NoPages, NotAllowed, Expired

The message of each is one or two sentences: what happened and what the person can do. Anything else
that escapes is a bug: it is logged with its traceback and shown to nobody.
"""

from __future__ import annotations

from typing import Self


class VerbatimError(Exception):
    """Base of every error whose message is written for a person."""


class SettingsError(VerbatimError):
    """A setting is missing or malformed."""


class SourceError(VerbatimError):
    """A file or text cannot be turned into a document."""


class UnsupportedFormat(SourceError):
    """The file is of no format that Verbatim reads."""


class UnreadableFile(SourceError):
    """The file is broken."""


class TooLarge(SourceError):
    """The file or its text is over a limit."""

    @classmethod
    def by(cls, filename: str, size: int, most: int) -> Self:
        """Return the error for a file of ``size`` bytes where ``most`` are the limit."""
        has, limit = (f"{number / 1e6:.1f} MB" for number in (size, most))
        if has == limit:
            has, limit = f"{size:,} bytes", f"{most:,}"
        return cls(
            f"{filename} has {has}; at most {limit} can be added. Add the"
            " part that people ask about, or ask the operator to raise VERBATIM_MAX_FILE_SIZE."
        )


class NoText(SourceError):
    """The file holds nothing that could be quoted."""


class ReaderFailed(SourceError):
    """The reading process ran out of time or memory, or died."""


class Unreachable(SourceError):
    """What stands at a web address cannot be fetched."""


class Gone(Unreachable):
    """Nothing stands at the web address, or nothing any more."""


class ForbiddenAddress(SourceError):
    """The web address must not be opened: it is not public, or not as safe as was asked for."""


class LibraryError(VerbatimError):
    """The library refuses a request."""


class NewerSchema(LibraryError):
    """The database was written by a newer release."""


class Unwritable(LibraryError):
    """The database cannot be opened or written."""


class DuplicateDocument(LibraryError):
    """The library already has a document with the same bytes."""


class DocumentNotFound(LibraryError):
    """The guild has no such document, or no longer."""


class NoPages(LibraryError):
    """The document has no pages that could be shown."""


class NotAllowed(LibraryError):
    """The person may not do this."""


class Expired(LibraryError):
    """What a button belongs to is no longer kept."""
