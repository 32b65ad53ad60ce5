"""The nouns: documents, passages, queries, hits, quotes, answers.

Every offset is a half-open range of code points of a document's one stored text, so that
``text[span.start:span.end]`` is the quoted text, in Python and in SQLite's ``substr`` alike.
Nothing translates offsets: the text is cleaned before the first one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, NewType, Self, TypeAlias

GuildId = NewType("GuildId", int)
UserId = NewType("UserId", int)
DocumentId = NewType("DocumentId", int)
VersionId = NewType("VersionId", int)
PassageId = NewType("PassageId", int)

BUNDLED = GuildId(0)
"""The bundled collection, searched together with each guild's own documents."""

TERMINAL = GuildId(1)
"""The library of the command line. Discord's ids carry a time stamp, so none is this small."""

_HANDLE = re.compile(r"(b?)([1-9][0-9]{0,9})")
_QUOTE_ID = re.compile(r"(b?[1-9][0-9]{0,9})\.([1-9][0-9]{0,9})\.([0-9]{1,10})-([0-9]{1,10})")


class Span(NamedTuple):
    """A half-open range of code points; a tuple, for they are made by the thousand."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Handle:
    """How people name a document: its number in its guild, ``12``, or ``b7`` for a bundled one.

    Numbers are counted in each guild apart, so that a handle tells nothing of other guilds.
    """

    number: int
    bundled: bool = False

    def __str__(self) -> str:
        return f"{'b' * self.bundled}{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a handle, or return ``None``."""
        match = _HANDLE.fullmatch(text.strip().removeprefix("#"))
        return cls(int(match[2]), bool(match[1])) if match else None


@dataclass(frozen=True, slots=True)
class QuoteId:
    """Where a quote stands for good: document, version, span; written ``12.1.345-678``."""

    handle: Handle
    version: int
    span: Span

    def __str__(self) -> str:
        return f"{self.handle}.{self.version}.{self.span.start}-{self.span.end}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a quote id, or return ``None``."""
        match = _QUOTE_ID.fullmatch(text.strip())
        handle = Handle.parse(match[1]) if match else None
        if not match or not handle or int(match[3]) >= int(match[4]):
            return None
        return cls(handle, int(match[2]), Span(int(match[3]), int(match[4])))


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that readers find in the original, from ``start`` on: a heading or a page."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text from ``start`` to the next stretch: it stands on a page of the original, from 1 on.

    ``words`` says where on the page, as :func:`bot.ingest.boxes.written` has it.
    """

    start: int
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A web address that something was fetched from, and what its server said of the version.

    ``etag`` and ``last_modified`` are the headers as they were sent, ``""`` for none.
    """

    url: str
    etag: str = ""
    last_modified: str = ""


class NoteKind(StrEnum):
    """What a reader says of a file that it has read; the values name messages."""

    PAGES_WITHOUT_TEXT = "pages-without-text"
    PAGES_OF_UNKNOWN_LETTERS = "pages-of-unknown-letters"
    LINES_OF_UNKNOWN_LETTERS = "lines-of-unknown-letters"
    UNKNOWN_LETTERS = "unknown-letters"
    UNREADABLE_LETTERS = "unreadable-letters"
    PAGES_OF_SCATTERED_WORDS = "pages-of-scattered-words"
    PAGES_DAMAGED = "pages-damaged"
    PAGES_READ_BY_OCR = "pages-read-by-ocr"
    HIDDEN_LAYERS = "hidden-layers"
    WORDS_BEYOND_THE_EDGE = "words-beyond-the-edge"
    WORDS_MAY_BE_LOST = "words-may-be-lost"
    LETTERS_LOST = "letters-lost"
    CUT_SHORT = "cut-short"
    FAINT_TYPE = "faint-type"
    SENTENCE = "sentence"
    """What a release up to 0.2 wrote down, as a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader says of a file that it has read: what of it may be missing or wrong."""

    kind: NoteKind
    pages: tuple[int, ...] = ()
    """The pages that are meant, from 1 on."""
    examples: tuple[tuple[str, str], ...] = ()
    """Words as they were read, each with what is meant."""
    text: str = ""

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any] | str) -> Self:
        """Make a note of what :func:`dataclasses.asdict` gave, also after a way through JSON."""
        if isinstance(fields, str):
            return cls(NoteKind.SENTENCE, text=fields)
        return cls(
            NoteKind(fields["kind"]),
            tuple(fields["pages"]),
            tuple((read, meant) for read, meant in fields["examples"]),
            fields["text"],
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read and cleaned but is not in the library yet.

    ``removed`` holds the lines that were cut (navigation, running heads), in order; ``notes`` says
    what could not be read; ``language`` is an ISO 639-1 code or ``""`` when it cannot
    be told; ``date`` is the day of publication as ISO 8601 or ``""``; ``stretches``, of a PDF only,
    says where the text stands on its pages.
    """

    filename: str
    text: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    landmarks: tuple[Landmark, ...] = ()
    removed: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    origin: Origin | None = None
    """Where it was fetched; ``None`` for a file."""
    sha256: str = ""
    """The digest of the file's bytes in hexadecimal, once it is known."""
    charset: str = ""
    """What the server that it came from calls its encoding."""
    whole: bool = False
    """Whether lines that look like navigation or running heads were kept, as somebody wished."""

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Make a source of what :func:`dataclasses.asdict` gave, also after a way through JSON."""
        landmarks = tuple(Landmark(**landmark) for landmark in fields["landmarks"])
        stretches = tuple(Stretch(**stretch) for stretch in fields.get("stretches", ()))
        origin = Origin(**fields["origin"]) if fields.get("origin") else None
        lists = {
            "landmarks": landmarks,
            "stretches": stretches,
            "removed": tuple(fields["removed"]),
            "notes": tuple(map(Note.of_fields, fields["notes"])),
        }
        return cls(**{**fields, **lists, "origin": origin})


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a document can be found: from ``embargo`` on and before ``expires``, moments in UTC.

    ``None`` is no bound. Outside of the two the document is closed: it is in no index, no answer
    and no count, and only moderators see that it is there.
    """

    embargo: datetime | None = None
    expires: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Tell whether the document can be found at a moment."""
        return not self.is_embargoed(at) and not self.has_expired(at)

    def is_embargoed(self, at: datetime) -> bool:
        """Tell whether the embargo still holds."""
        return self.embargo is not None and at < self.embargo

    def has_expired(self, at: datetime) -> bool:
        """Tell whether the last moment is over."""
        return self.expires is not None and self.expires <= at


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a library, without its text."""

    id: DocumentId
    guild_id: GuildId
    handle: Handle
    title: str
    publisher: str
    date: str
    url: str
    language: str
    filename: str
    version: int
    version_id: VersionId
    sha256: str
    characters: int
    passages: int
    added_by: UserId | None
    added_at: datetime
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is indexed and quoted as one; ``text`` is the span's slice."""

    id: PassageId
    document: Document
    span: Span
    text: str
    landmark: str
    profile: bytes = b""
    """What ranking once saw in the text, as :mod:`bot.answer.profile` has it; may be missing."""
    vector: bytes = b""
    """What the text means, as :mod:`bot.answer.semantic` has it; may be missing."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, with a quote marked on it or not; ``pages`` is the number that there are."""

    png: bytes
    pages: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its score; see :mod:`bot.answer.rank` for the unit."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A slice of a document that answers.

    ``text`` is ``document.text[span.start:span.end]``; ``sentence`` (the chosen sentence or
    sentences) and ``highlights`` (the matched words) are spans of ``text``. Where the sentence
    stands in the original is the ``page`` of a PDF, from 1 on, else 0, and the ``link`` that opens
    it there, ``""`` for a document without an address.
    """

    document: Document
    version: int
    span: Span
    text: str
    sentence: Span
    highlights: tuple[Span, ...]
    landmark: str
    score: float
    page: int = 0
    link: str = ""
    years: int = 0
    """How many whole years ago the document was published; 0 also where that is not known."""

    @property
    def id(self) -> QuoteId:
        """Return the name under which the quote can be found again."""
        return QuoteId(self.document.handle, self.version, self.span)


class Reason(StrEnum):
    """Why there is no answer; the values are part of the ``--json`` output."""

    EMPTY_LIBRARY = "empty_library"
    NO_TERMS = "no_terms"
    UNKNOWN_WORDS = "unknown_words"
    NOTHING_CLOSE = "nothing_close"


class Tier(StrEnum):
    """How well the library answers; the values are part of the ``--json`` output."""

    ANSWER = "answer"
    """The quotes stand as the answer."""
    CLOSEST = "closest"
    """The library does not say it outright; the closest passages are shown as such."""
    SILENCE = "silence"
    """Nothing is quoted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes that answer a question, best first, from different places; never empty."""

    question: str
    quotes: tuple[Quote, ...]
    corrected: Mapping[str, str] = field(default_factory=dict)
    """Words of the question as typed, each with the one that was searched for instead."""
    more: bool = False
    """Whether there are further quotes that are relevant."""
    differ: bool = False
    """Whether the quotes give different figures or dates; then the newest comes first."""

    @property
    def tier(self) -> Tier:
        """Return how well the library answers."""
        return Tier.ANSWER


@dataclass(frozen=True, slots=True)
class Abstention:
    """No answer, and why; ``unknown`` names words that no document has.

    ``closest`` are passages that come near, to be shown as no more than that; empty where none
    does.
    """

    question: str
    reason: Reason
    unknown: tuple[str, ...] = ()
    closest: tuple[Quote, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)
    """Words of the question as typed, each with the one that was searched for instead."""
    searched: tuple[str, ...] = ()
    """The words of the question that were searched for, those that no document has left out."""
    more: bool = False
    """Whether there are further passages that are as relevant as what comes close."""

    @property
    def tier(self) -> Tier:
        """Return how well the library answers."""
        return Tier.CLOSEST if self.closest else Tier.SILENCE


Reply: TypeAlias = Answer | Abstention
