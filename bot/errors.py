"""What can go wrong and be told to the person who caused it, as facts; the faces word them.

* VerbatimError
  + SettingsError: a setting is missing or malformed
    - NoToken, UnreadableToken, UnreadableSettings, UnknownSetting, WrongSetting, WrongSettings,
      NoCorpus, SemanticMissing
  + NotAMoment, EmptySchedule: what was typed for an embargo or expiry date
  + SourceError: a file or text cannot be turned into a document; its Problem says why
    - UnsupportedFormat, UnreadableFile, TooLarge, NoText, Moved
    - ReaderFailed: the reading process broke a limit or died
    - Unreachable, ForbiddenAddress: a web address cannot be opened, or must not be
      . Gone: nothing stands there, or nothing any more
  + LibraryError: the library refuses
    - NewerSchema, ForeignDatabase, Unwritable, DatabaseIsFolder, DatabaseLocked,
      DatabaseDamaged: the database cannot be used
    - NoLibrary, NotBackedUp, NoBackup, LibraryInUse: a copy cannot be made or put back
    - NotStored: it cannot be written to at the moment
      . NotShrunk
    - DuplicateDocument, DocumentChanged, BundledDocument, NoAddress, NoPages
    - DocumentNotFound
      . DocumentExpired
    - Unstored: by the person's own wish
    - AnswerGone, DraftGone, FormGone, WatchGone: what a button belongs to
      . DraftTaken
    - WatchedAlready, TooManyWatches
  + WordedError: a face has refused something, in its own words

The class says what can be done about an error, its facts what happened. :mod:`bot.cogs.ui.problems`
makes a sentence of them; ``str(error)`` is for logs. Anything else that escapes is a bug: it is
logged with its traceback and shown to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias

from bot.model import Document, Handle, UserId

Fact: TypeAlias = int | float | str
"""An argument of a message: a number, or words that are not ours, such as a name."""


class Problem(StrEnum):
    """Why something is no source of quotes. Each has one message, under the name that it has here.

    After it stand the facts that belong to the message, besides the name of the file: a ``count``
    and its ``limit``, a ``size`` and the ``largest`` in bytes, ``seconds``, ``megabytes``.
    """

    # Any file
    EMPTY_FILE = "empty-file"
    NO_WORDS = "no-words"
    FILE_TOO_LARGE = "file-too-large"  # size, largest
    INPUT_TOO_LARGE = "input-too-large"  # largest
    FILE_UNREADABLE = "file-unreadable"  # reason, as the system gives it
    TOO_MANY_LINES = "too-many-lines"  # count, limit
    TEXT_TOO_LONG = "text-too-long"  # limit
    TOO_MANY_CHARACTERS = "too-many-characters"  # count, limit
    MESSAGE_WITHOUT_TEXT = "message-without-text"

    # What it turns out to be
    FOREIGN_FORMAT = "foreign-format"  # kind, a :class:`~bot.ingest.signatures.FileKind`
    RELATED_FORMAT = "related-format"  # kind, and the better format
    NOT_ITS_SUFFIX = "not-its-suffix"  # format, after its suffix
    NOT_TEXT = "not-text"
    ZIP_ARCHIVE = "zip-archive"

    # Broken, locked or hostile
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"  # part
    NO_MAIN_PART = "no-main-part"
    PASSWORD = "password"  # noqa: S105 (the name of a message)
    COPY_PROTECTED = "copy-protected"
    XML_ENTITIES = "xml-entities"
    NESTED_TOO_DEEPLY = "nested-too-deeply"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    TOO_MANY_PARTS = "too-many-parts"  # count, limit
    TOO_MANY_TAGS = "too-many-tags"
    TOO_MANY_ATTRIBUTES = "too-many-attributes"
    PART_TOO_LONG = "part-too-long"
    TOO_COMPLEX = "too-complex"

    # Pages, tables, slides, books, e-mails
    NO_ARTICLE = "no-article"
    PAGE_MOVED = "page-moved"  # address
    ONLY_PICTURES = "only-pictures"
    NO_FILLED_CELLS = "no-filled-cells"
    TOO_MANY_ROWS = "too-many-rows"  # count, limit
    TOO_MANY_COLUMNS = "too-many-columns"  # count, limit
    TOO_MANY_CELLS = "too-many-cells"  # count, limit
    CELL_TOO_LONG = "cell-too-long"
    TOO_MANY_PARAGRAPHS = "too-many-paragraphs"  # limit
    EMAIL_DAMAGED = "email-damaged"
    EMAIL_HEADER_TOO_LONG = "email-header-too-long"
    EMAIL_TOO_MANY_PARTS = "email-too-many-parts"  # limit
    EMAIL_FOLDER = "email-folder"
    EMAIL_WITHOUT_TEXT = "email-without-text"

    # PDFs
    NO_PAGES = "no-pages"
    TOO_MANY_PAGES = "too-many-pages"  # count, limit
    PAGE_TOO_LONG = "page-too-long"  # page, count, limit
    PAGE_UNPACKS_TOO_LARGE = "page-unpacks-too-large"
    PAGE_REPEATS_FORMS = "page-repeats-forms"
    PAGE_DAMAGED = "page-damaged"  # page
    ALL_PAGES_DAMAGED = "all-pages-damaged"
    UNKNOWN_LETTERS = "unknown-letters"
    ONLY_SCANS = "only-scans"
    XFA_FORM = "xfa-form"
    HARDLY_A_WORD = "hardly-a-word"

    # Feeds
    NO_FEED = "no-feed"
    PAGE_WITHOUT_FEED = "page-without-feed"
    NAMED_FEED_IS_NONE = "named-feed-is-none"
    FEED_DAMAGED = "feed-damaged"
    FEED_TOO_LARGE = "feed-too-large"  # megabytes
    FEED_SLOW = "feed-slow"  # seconds
    QUEUE_FULL = "queue-full"  # limit

    # The limited process
    READER_NOT_STARTED = "reader-not-started"  # megabytes
    READING_SLOW = "reading-slow"  # seconds
    READING_LARGE = "reading-large"  # megabytes
    READING_BROKE = "reading-broke"
    READING_MISTAKEN = "reading-mistaken"
    DRAWING_SLOW = "drawing-slow"  # seconds
    DRAWING_LARGE = "drawing-large"  # megabytes
    DRAWING_BROKE = "drawing-broke"
    DRAWING_MISTAKEN = "drawing-mistaken"

    # Web addresses; what is named is the host
    NO_WEB_ADDRESS = "no-web-address"  # limit; what is named is the address
    ADDRESS_WITH_LOGIN = "address-with-login"
    NO_WEB_PORT = "no-web-port"  # port
    NOT_PUBLIC = "not-public"
    LESS_SAFE = "less-safe"
    TOO_MANY_REDIRECTS = "too-many-redirects"  # limit
    HOST_NOT_FOUND = "host-not-found"
    HOST_UNREACHABLE = "host-unreachable"
    HOST_SLOW = "host-slow"  # seconds
    BAD_CERTIFICATE = "bad-certificate"
    BROKEN_OFF = "broken-off"
    NOTHING_THERE = "nothing-there"  # status
    NOT_LET_IN = "not-let-in"  # status
    NOT_NOW = "not-now"  # status
    SENDS_TOO_MUCH = "sends-too-much"  # largest
    UNREAD_TYPE = "unread-type"  # type, "" for unknown
    NO_FEED_TYPE = "no-feed-type"  # type, "" for unknown

    # Data to measure with
    DATASET_EMPTY = "dataset-empty"
    DATASET_UNREADABLE = "dataset-unreadable"  # reason
    DATASET_LINE_NO_JSON = "dataset-line-no-json"  # line, reason
    DATASET_LINE_LACKS = "dataset-line-lacks"  # line, fields
    TOO_FEW_DOCUMENTS = "too-few-documents"  # count, limit
    NO_SAVED_RUN = "no-saved-run"  # reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem with its facts: what there is to say, before it is a sentence."""

    problem: Problem
    name: str = ""
    """What is refused: the name of a file or host on one line, ``""`` until it is known."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    entry: str = ""
    """The title of the entry of a feed that it happened to."""

    def __str__(self) -> str:
        facts = [f"{name}={value}" for name, value in self.facts.items()]
        return ", ".join([self.problem, *filter(None, (self.entry, self.name)), *facts])

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Make one of what :func:`dataclasses.asdict` gave, also after a way through JSON."""
        return cls(**{**fields, "problem": Problem(fields["problem"])})


class VerbatimError(Exception):
    """Base of every error that is told to a person."""

    def __str__(self) -> str:
        facts = [f"{name}={value}" for name, value in vars(self).items()]
        return ", ".join([type(self).__name__, *facts])


class WordedError(VerbatimError):
    """An error that a face has raised and put into words itself."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(eq=False)
class NotAMoment(VerbatimError):
    """What was typed is no moment."""

    text: str


@dataclass(eq=False)
class EmptySchedule(VerbatimError):
    """The embargo and the expiry date leave no time between them."""

    embargo: datetime
    expires: datetime


class SettingsError(VerbatimError):
    """A setting is missing or malformed."""


class NoToken(SettingsError):
    """There is no token for Discord."""


@dataclass(eq=False)
class UnreadableToken(SettingsError):
    """The file with the token cannot be read; the system gives the reason."""

    path: Path
    reason: str


@dataclass(eq=False)
class UnreadableSettings(SettingsError):
    """The file with the settings cannot be read; the parser or the system gives the reason."""

    path: Path
    reason: str


@dataclass(eq=False)
class UnknownSetting(SettingsError):
    """A name that is no setting stands in a file, or without a ``path`` in the environment.

    ``near`` is the name of the setting that is meant, if one is.
    """

    path: Path | None
    name: str
    near: str = ""


@dataclass(eq=False)
class WrongSetting(SettingsError):
    """A setting has a value that is not allowed; ``origin`` says where and how it is set."""

    name: str
    value: object
    origin: str


@dataclass(eq=False)
class WrongSettings(SettingsError):
    """More than one thing is wrong with the settings."""

    mistakes: Sequence[SettingsError]


@dataclass(eq=False)
class NoCorpus(SettingsError):
    """The folder of bundled documents does not exist."""

    folder: Path


class SemanticMissing(SettingsError):
    """The package that a setting needs is not installed."""


class SourceError(VerbatimError):
    """A file or text cannot be turned into a document."""

    def __init__(self, problem: Problem, *, name: str = "", **facts: Fact) -> None:
        super().__init__(problem)
        self.refusal = Refusal(problem, name, facts)

    def __str__(self) -> str:
        return str(self.refusal)

    @property
    def problem(self) -> Problem:
        """Return what is wrong."""
        return self.refusal.problem

    @classmethod
    def of(cls, refusal: Refusal) -> Self:
        """Make an error of what was kept of one."""
        return cls(refusal.problem, name=refusal.name, **refusal.facts)

    def about(self, name: str) -> Self:
        """Name the file, unless the error does, and return the error."""
        if not self.refusal.name:
            self.refusal = replace(self.refusal, name=name)
        return self


class UnsupportedFormat(SourceError):
    """The file is of no format that Verbatim reads."""


class UnreadableFile(SourceError):
    """The file is broken."""


class TooLarge(SourceError):
    """The file or its text is over a limit."""


class NoText(SourceError):
    """The file holds nothing that could be quoted."""


class Moved(SourceError):
    """The page only leads to another, whose address may be relative to its own."""

    @property
    def address(self) -> str:
        """Return where it leads, as the page has it."""
        return str(self.refusal.facts["address"])


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


@dataclass(eq=False)
class NewerSchema(LibraryError):
    """The database was written by a newer release, in a schema that this one does not know."""

    path: Path
    found: int
    known: int


@dataclass(eq=False)
class ForeignDatabase(LibraryError):
    """The database is another program's."""

    path: Path


@dataclass(eq=False)
class Unwritable(LibraryError):
    """The database cannot be opened or written; the system gives the reason."""

    path: Path
    reason: str


@dataclass(eq=False)
class NoLibrary(LibraryError):
    """There is no library yet that could be backed up."""

    path: Path


@dataclass(eq=False)
class NotBackedUp(LibraryError):
    """A backup could not be made, or was not sound; ``reason`` is the system's or SQLite's."""

    path: Path
    reason: str


@dataclass(eq=False)
class NoBackup(LibraryError):
    """A file is no backup of a library, or cannot be put in its place."""

    path: Path
    reason: str


@dataclass(eq=False)
class LibraryInUse(LibraryError):
    """Another process has the library open, and it cannot be replaced."""

    path: Path


@dataclass(eq=False)
class DatabaseIsFolder(LibraryError):
    """A folder stands where the database should be."""

    path: Path


@dataclass(eq=False)
class DatabaseLocked(LibraryError):
    """Another program holds the database, and does not let go of it."""

    path: Path


@dataclass(eq=False)
class DatabaseDamaged(LibraryError):
    """The database is not what SQLite wrote, or not all of it; SQLite gives the reason."""

    path: Path
    reason: str


class Trouble(StrEnum):
    """Why nothing can be stored at the moment."""

    FULL = "full"
    LOCKED = "locked"
    """Another program is writing, and takes long."""
    READ_ONLY = "read-only"
    FAILING = "failing"


@dataclass(eq=False)
class NotStored(LibraryError):
    """The disk takes nothing at the moment; all that is stored is as it was."""

    trouble: Trouble


class NotShrunk(NotStored):
    """What was deleted is gone, but the file could not be rewritten without its traces."""


@dataclass(eq=False)
class DuplicateDocument(LibraryError):
    """The library already has a document with the same bytes."""

    name: str
    """What was to be added, on one line."""
    document: Document


@dataclass(eq=False)
class DocumentNotFound(LibraryError):
    """The guild has no such document, or no longer."""

    handle: Handle


@dataclass(eq=False)
class DocumentExpired(DocumentNotFound):
    """The document is not shown any more, which those may know who have seen it."""

    at: datetime


@dataclass(eq=False)
class DocumentChanged(LibraryError):
    """The document has another version than the one that was to be replaced or taken back."""

    document: Document
    """As it is now."""


@dataclass(eq=False)
class BundledDocument(LibraryError):
    """The document is bundled, so no guild can change it."""

    handle: Handle


@dataclass(eq=False)
class NoAddress(LibraryError):
    """The document has no address at which it could be fetched again."""

    handle: Handle


@dataclass(eq=False)
class NoPages(LibraryError):
    """The document has no pages that could be shown."""

    handle: Handle


class Unstored(LibraryError):
    """The person wants nothing stored of what they do."""


class AnswerGone(LibraryError):
    """The answer that a button belongs to is no longer kept."""


class DraftGone(LibraryError):
    """The draft that a button belongs to was published or cancelled, or is no longer kept."""


@dataclass(eq=False)
class DraftTaken(DraftGone):
    """Another moderator has taken the draft from the review queue."""

    user_id: UserId


class FormGone(LibraryError):
    """What was typed into a form is no longer kept."""


class WatchGone(LibraryError):
    """The feed that a button belongs to is not watched any more."""


@dataclass(eq=False)
class WatchedAlready(LibraryError):
    """The guild watches the feed already."""

    title: str


@dataclass(eq=False)
class TooManyWatches(LibraryError):
    """The guild watches as many feeds as it may."""

    limit: int
