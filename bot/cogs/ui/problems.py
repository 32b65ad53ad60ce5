"""Errors and notes in words: the one place for them, which the terminal shares with Discord.

Each message is plain text and stands under the name of what it says, with its arguments in braces.
Importing this imports nothing of Discord.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from bot.cogs.ui.phrases import day_words
from bot.errors import (
    AnswerGone,
    BundledDocument,
    DatabaseDamaged,
    DatabaseIsFolder,
    DatabaseLocked,
    DocumentChanged,
    DocumentExpired,
    DocumentNotFound,
    DraftGone,
    DraftTaken,
    DuplicateDocument,
    EmptySchedule,
    Fact,
    ForeignDatabase,
    FormGone,
    LibraryInUse,
    NewerSchema,
    NoAddress,
    NoBackup,
    NoCorpus,
    NoLibrary,
    NoPages,
    NotAMoment,
    NotBackedUp,
    NoToken,
    NotShrunk,
    NotStored,
    Problem,
    Refusal,
    SemanticMissing,
    SourceError,
    TooManyWatches,
    Trouble,
    UnknownSetting,
    UnreadableSettings,
    UnreadableToken,
    Unstored,
    Unwritable,
    VerbatimError,
    WatchedAlready,
    WatchGone,
    WordedError,
    WrongSetting,
    WrongSettings,
)
from bot.ingest.signatures import FileKind
from bot.model import Document, Note, NoteKind
from bot.moments import stated

Messages: TypeAlias = Mapping[type[VerbatimError], str]
_NONE_OF_ITS_OWN: Messages = MappingProxyType({})

PROBLEMS: Mapping[Problem, str] = MappingProxyType(
    {
        Problem.EMPTY_FILE: "{name} is empty. Add a file with text in it.",
        Problem.NO_WORDS: "{name} has no words to quote. Add a file with text in it.",
        Problem.FILE_TOO_LARGE: (
            "{name} is {size} in size, and the limit is {largest}. Add the part that people ask"
            " about, or ask the operator to raise VERBATIM_MAX_FILE_SIZE."
        ),
        Problem.INPUT_TOO_LARGE: (
            "What comes from standard input is larger than {largest}. Add the part that people ask"
            " about, or raise VERBATIM_MAX_FILE_SIZE."
        ),
        Problem.FILE_UNREADABLE: "{name} cannot be read: {reason}.",
        Problem.TOO_MANY_LINES: (
            "{name} has {count:,} lines of text, and the limit is {limit:,}. Split it and add the"
            " parts."
        ),
        Problem.TEXT_TOO_LONG: (
            "{name} has more than {limit:,} characters of text, which is the limit. Split it and"
            " add the parts."
        ),
        Problem.TOO_MANY_CHARACTERS: (
            "{name} has {count:,} characters of text, and the limit is {limit:,}. Split it and add"
            " the parts."
        ),
        Problem.MESSAGE_WITHOUT_TEXT: "That message has no file and no text that I could add.",
        Problem.FOREIGN_FORMAT: (
            "{name} is {kind}, which Verbatim cannot read. Save it as PDF, Word, text, Markdown or"
            " HTML and add that."
        ),
        Problem.RELATED_FORMAT: (
            "{name} is {kind}, which Verbatim cannot read. Save it as {better} and add that."
        ),
        Problem.NOT_ITS_SUFFIX: (
            "{name} is damaged, or it is not really in {format} format. Save it again as text,"
            " Markdown or HTML and add that."
        ),
        Problem.NOT_TEXT: (
            "{name} is not a text file. Save the document as text, Markdown or HTML and add that."
        ),
        Problem.ZIP_ARCHIVE: (
            "{name} is a ZIP archive, not a document. Unpack it and add the documents inside."
        ),
        Problem.DAMAGED: (
            "{name} is damaged and cannot be opened. Save, export or download it again and add"
            " that."
        ),
        Problem.INCOMPLETE: (
            "{name} is incomplete: its part {part} is missing. Save it again in the program that"
            " made it and add that."
        ),
        Problem.NO_MAIN_PART: (
            "{name} is incomplete: its main part is missing. Save it again in the program that"
            " made it and add that."
        ),
        Problem.PASSWORD: (
            "{name} is protected with a password. Save a copy without one and add that."
        ),
        Problem.COPY_PROTECTED: "{name} is copy-protected. Add its text instead.",
        Problem.XML_ENTITIES: (
            "{name} declares XML entities, and for safety such files are not opened. Save it again"
            " in another program, or copy its text and add that."
        ),
        Problem.NESTED_TOO_DEEPLY: (
            "{name} is nested too deeply to be read. Copy its text and add that."
        ),
        Problem.UNPACKS_TOO_LARGE: (
            "{name} unpacks to far more than any document holds. Save the document again and add"
            " that."
        ),
        Problem.TOO_MANY_PARTS: (
            "{name} consists of {count:,} parts, and the limit is {limit:,}. Split it and add the"
            " pieces."
        ),
        Problem.TOO_MANY_TAGS: (
            "{name} has too many tags to be read as text. Copy its text and add that."
        ),
        Problem.TOO_MANY_ATTRIBUTES: (
            "{name} has a tag with too many attributes to be read. Copy its text and add that."
        ),
        Problem.PART_TOO_LONG: (
            "{name} has a part that is far too long to be read. Copy its text and add that."
        ),
        Problem.TOO_COMPLEX: (
            "{name} is too complex to be read. Copy its text and add it as plain text."
        ),
        Problem.NO_ARTICLE: (
            "{name} has no article text. Copy the text you mean and add it as plain text."
        ),
        Problem.PAGE_MOVED: "{name} only leads on to {address}. Give that address instead.",
        Problem.ONLY_PICTURES: "{name} has no text, only pictures. Add its text instead.",
        Problem.NO_FILLED_CELLS: (
            "{name} has no visible cells with anything in them. Add one that has text."
        ),
        Problem.TOO_MANY_ROWS: (
            "{name} has {count:,} rows, and the limit is {limit:,}. Split it and add the parts."
        ),
        Problem.TOO_MANY_COLUMNS: (
            "{name} has {count:,} columns, and the limit is {limit:,}. Split it and add the parts."
        ),
        Problem.TOO_MANY_CELLS: (
            "{name} has {count:,} cells, and the limit is {limit:,}. Split it and add the parts."
        ),
        Problem.CELL_TOO_LONG: (
            "{name} has an impossibly long cell. Check its quotation marks and add it again."
        ),
        Problem.TOO_MANY_PARAGRAPHS: (
            "{name} has more than {limit:,} paragraphs and cells, which is the limit. Split it and"
            " add the parts."
        ),
        Problem.EMAIL_DAMAGED: (
            "{name} is a damaged e-mail and cannot be read. Copy its text and add that."
        ),
        Problem.EMAIL_HEADER_TOO_LONG: (
            "{name} is an e-mail with a header that is far too long. Copy its text and add that."
        ),
        Problem.EMAIL_TOO_MANY_PARTS: (
            "{name} is an e-mail with more than {limit:,} parts. Copy its text and add that."
        ),
        Problem.EMAIL_FOLDER: (
            "{name} is a folder of several e-mails. Save each as a file of its own and add those."
        ),
        Problem.EMAIL_WITHOUT_TEXT: (
            "{name} is an e-mail without text of its own. Add its attachments instead."
        ),
        Problem.NO_PAGES: "{name} has no pages. Export or download it again and add that.",
        Problem.TOO_MANY_PAGES: (
            "{name} has {count:,} pages, and the limit is {limit:,}. Split it and add the parts."
        ),
        Problem.PAGE_TOO_LONG: (
            "{name} has {count:,} characters on page {page}, and the limit is {limit:,}. Copy its"
            " text and add that, in parts."
        ),
        Problem.PAGE_UNPACKS_TOO_LARGE: (
            "{name} has a page that unpacks to more than can be read safely. Export it again, or"
            " copy its text and add that."
        ),
        Problem.PAGE_REPEATS_FORMS: (
            "{name} has a page that draws the same forms over and over, more often than can be"
            " read safely. Print it to a new PDF, or copy its text and add that."
        ),
        Problem.PAGE_DAMAGED: "{name} cannot be shown: its page {page} is damaged.",
        Problem.ALL_PAGES_DAMAGED: (
            "{name} is damaged: none of its pages can be read. Export or download it again and add"
            " that."
        ),
        Problem.UNKNOWN_LETTERS: (
            "{name} cannot be quoted: its fonts do not say which letters they show. Run OCR on it,"
            " or export it again, and add that."
        ),
        Problem.ONLY_SCANS: (
            "{name} has no text, only pictures, like a scan. Run OCR on it and add that."
        ),
        Problem.XFA_FORM: (
            "{name} is a form that only Adobe's programs show; other programs see a page that asks"
            " to wait. Open it there, print it to a new PDF and add that."
        ),
        Problem.HARDLY_A_WORD: (
            "{name} has hardly a word to quote. Add a document with whole sentences in it."
        ),
        Problem.NO_FEED: (
            "{name} is not a feed. Give the address of an RSS or Atom feed, or of a sitemap."
        ),
        Problem.PAGE_WITHOUT_FEED: (
            "{name} is a page that names no feed. Give the address of the site's RSS or Atom feed,"
            " or of its sitemap."
        ),
        Problem.NAMED_FEED_IS_NONE: (
            "{name} names a feed that turns out not to be one. Give the address of the feed itself."
        ),
        Problem.FEED_DAMAGED: (
            "{name} is a compressed feed that is damaged and cannot be read. Try again later."
        ),
        Problem.FEED_TOO_LARGE: (
            "{name} unpacks to more than {megabytes:,} MB, which is the limit for a feed. Give the"
            " address of a smaller one."
        ),
        Problem.FEED_SLOW: (
            "{name} took longer than {seconds:g} seconds. Give the address of a smaller feed."
        ),
        Problem.QUEUE_FULL: (
            "{limit:,} documents are waiting for review, so there is no room for new ones."
        ),
        Problem.READER_NOT_STARTED: (
            "{name} could not be opened, because the reader did not start. Ask the operator whether"
            " it may use more memory than {megabytes:,} MB."
        ),
        Problem.READING_SLOW: (
            "{name} took longer than {seconds:g} seconds to read. Split it, or copy its text and"
            " add that."
        ),
        Problem.READING_LARGE: (
            "{name} takes more than {megabytes:,} MB of memory to read. Split it, or copy its text"
            " and add that."
        ),
        Problem.READING_BROKE: (
            "{name} stopped the reader. It may be damaged: save it again, or copy its text and add"
            " that."
        ),
        Problem.READING_MISTAKEN: (
            "{name} could not be read because of a mistake in Verbatim. You can copy its text and"
            " add that."
        ),
        Problem.DRAWING_SLOW: (
            "{name} cannot be shown: drawing this page took longer than {seconds:g} seconds. Open"
            " the document itself."
        ),
        Problem.DRAWING_LARGE: (
            "{name} cannot be shown: drawing this page takes more than {megabytes:,} MB of memory."
            " Open the document itself."
        ),
        Problem.DRAWING_BROKE: (
            "{name} cannot be shown: drawing this page failed. Open the document itself."
        ),
        Problem.DRAWING_MISTAKEN: (
            "{name} cannot be shown, because of a mistake in Verbatim. Open the document itself."
        ),
        Problem.NO_WEB_ADDRESS: (
            "“{name}” is not a web address that I can open. Give one that begins with https:// or"
            " http:// and has at most {limit:,} characters."
        ),
        Problem.ADDRESS_WITH_LOGIN: (
            "The address contains a name or password for {name}. Give it without them."
        ),
        Problem.NO_WEB_PORT: (
            "Port {port} of {name} is not used for web pages, so I do not open it. Give the"
            " address without it."
        ),
        Problem.NOT_PUBLIC: (
            "{name} is not a public address, so I do not open it. You can save the page in a"
            " browser and add the file."
        ),
        Problem.LESS_SAFE: (
            "{name} redirects from https to http, where anybody on the way could change the text,"
            " so I do not follow. You can save the page in a browser and add the file."
        ),
        Problem.TOO_MANY_REDIRECTS: (
            "{name} redirects more than {limit:,} times. You can save the page in a browser and"
            " add the file."
        ),
        Problem.HOST_NOT_FOUND: "{name} cannot be found. Check the spelling of the address.",
        Problem.HOST_UNREACHABLE: (
            "{name} cannot be reached. Check the address, or try again later."
        ),
        Problem.HOST_SLOW: (
            "{name} took longer than {seconds:g} seconds. Try again later, or save the page in a"
            " browser and add the file."
        ),
        Problem.BAD_CERTIFICATE: (
            "{name} has no valid certificate, so I do not trust what it sends. You can save the"
            " page in a browser and add the file."
        ),
        Problem.BROKEN_OFF: (
            "{name} broke off, or sent something that I cannot use. Try again later, or save the"
            " page in a browser and add the file."
        ),
        Problem.NOTHING_THERE: (
            "{name} has nothing at this address ({status}). Check the spelling of the address."
        ),
        Problem.NOT_LET_IN: (
            "{name} does not let me open this address ({status}). You can save the page in a"
            " browser and add the file."
        ),
        Problem.NOT_NOW: (
            "{name} is not serving this address just now ({status}). Try again later."
        ),
        Problem.SENDS_TOO_MUCH: (
            "{name} sends more than {largest}, which is the limit. Add the part that people ask"
            " about, or ask the operator to raise VERBATIM_MAX_FILE_SIZE."
        ),
        Problem.UNREAD_TYPE: (
            "{name} sends {type}, which Verbatim cannot read. Give the address of a web page, a"
            " PDF, an office document or a text."
        ),
        Problem.NO_FEED_TYPE: (
            "{name} sends {type}, which is not a feed. Give the address of an RSS or Atom feed, or"
            " of a sitemap."
        ),
        Problem.DATASET_EMPTY: (
            "{name} has no passages or no questions. Both files need at least one line."
        ),
        Problem.DATASET_UNREADABLE: (
            "{name} cannot be read ({reason}). An evaluation needs this file."
        ),
        Problem.DATASET_LINE_NO_JSON: "Line {line:,} of {name} is not JSON ({reason}).",
        Problem.DATASET_LINE_LACKS: "Line {line:,} of {name} must have these strings: {fields}.",
        Problem.TOO_FEW_DOCUMENTS: (
            "The questions that can be ranked are about {count:,} documents. A fit needs questions"
            " about {limit:,} or more."
        ),
        Problem.NO_SAVED_RUN: (
            "{name} is not a run saved with `verbatim evaluate --save` ({reason})."
        ),
    }
)

ERRORS: Messages = MappingProxyType(
    {
        NotAMoment: (
            "“{text}” is not a moment that I can read. Write it like 2026-12-01, 2026-12-01 09:30"
            " or 2026-12-01 09:30 Europe/Brussels; it is UTC unless you give a time zone."
        ),
        EmptySchedule: (
            "The embargo would end on {embargo} and the document expire on {expires}, so it could"
            " never be found. Choose a later expiry date. Nothing was changed."
        ),
        NoToken: "There is no token. Set DISCORD_TOKEN, or VERBATIM_DISCORD_TOKEN_FILE.",
        UnreadableToken: "The token file {path} cannot be read ({reason}).",
        UnreadableSettings: "{path} cannot be read: {reason}.",
        UnknownSetting: (
            "{where} sets {name}, but there is no such setting{meant}. See the table in README.md."
        ),
        WrongSetting: (
            "The setting {origin} must be {allowed}, not {value!r}. See the table in README.md."
        ),
        NoCorpus: (
            "The folder of bundled documents {folder} does not exist. Set VERBATIM_CORPUS to a"
            " folder, or to nothing to do without."
        ),
        SemanticMissing: (
            "VERBATIM_SEMANTIC is on, but the package that it needs is missing. Install it with"
            ' pip install "verbatim-bot[semantic]", or switch the setting off.'
        ),
        NewerSchema: (
            "{path} was written by a newer Verbatim (schema {found}; this one knows {known})."
            " Update Verbatim, or point it at another database."
        ),
        ForeignDatabase: (
            "{path} is another program's database. Point Verbatim at a file of its own."
        ),
        NoLibrary: "There is no library {path} yet, so there is nothing to back up.",
        NotBackedUp: (
            "No backup {path} was made ({reason}). Make room or choose another folder, and try"
            " again; if the library is damaged, `verbatim check` says so."
        ),
        NoBackup: (
            "{path} cannot be put in the library's place ({reason}). Nothing was changed. Try an"
            " earlier backup."
        ),
        LibraryInUse: (
            "The library {path} is in use. Stop the bot and everything else that has it open, then"
            " try again. Nothing was changed."
        ),
        DatabaseIsFolder: (
            "The database {path} is a folder. Set VERBATIM_DATABASE to a file, which may be in it."
        ),
        DatabaseLocked: (
            "The database {path} is locked by another program. Stop that one, or wait until it is"
            " done, and try again."
        ),
        DatabaseDamaged: (
            "The database {path} is no database, or is damaged ({reason}). Put a backup in its"
            " place, or set VERBATIM_DATABASE to another file."
        ),
        Unwritable: (
            "The database {path} cannot be opened ({reason}). Check that the folder exists and can"
            " be written to, or set VERBATIM_DATABASE to another file."
        ),
        NotStored: ("Nothing can be stored just now, because {why}. Nothing was changed. {remedy}"),
        NotShrunk: (
            "It was deleted, but the library's file could not be rewritten without its traces,"
            " because {why}. {remedy}"
        ),
        DuplicateDocument: (
            "{name} is already in the library: document {handle}, “{title}”, added on {day}."
            " Nothing was changed."
        ),
        DocumentNotFound: "There is no document {handle} in this library.",
        DocumentExpired: "Document {handle} expired on {at_day}. It is not quoted any more.",
        BundledDocument: "Document {handle} is bundled with Verbatim and cannot be changed.",
        NoAddress: ("Document {handle} has no address to fetch again. Give a file or an address."),
        NoPages: "Document {handle} has no pages to show: only PDFs do.",
        AnswerGone: "This answer is too old for its buttons. Ask the question again.",
        DraftGone: (
            "This draft was published, was cancelled, or is too old. Add the document again."
        ),
        Unstored: (
            "You asked that nothing of what you do is stored, so that was not noted. /privacy"
            " changes that."
        ),
        FormGone: "What was typed is not kept any more. Fill in the form again.",
        DraftTaken: "Another moderator is reviewing this document now.",
        DocumentChanged: (
            "Document {handle} has changed meanwhile: it has version {version} now. Nothing was"
            " changed. Look at what it says, then try again."
        ),
        WatchGone: "That feed is not watched any more.",
        WatchedAlready: "“{title}” is already being watched.",
        TooManyWatches: "No more than {limit} feeds can be watched. Stop one of them first.",
    }
)

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "database": "the path of a file",
        "corpus": "the path of a folder, or empty",
        "backup_folder": "the path of a folder, or empty",
        "backups": "a whole number above 0",
        "discord_token": "a token, as text",
        "discord_token_file": "the path of a file",
        "log_level": "DEBUG, INFO, WARNING or ERROR",
        "log_format": "console or json",
        "max_file_size": "a size such as 25MiB",
        "max_index_passages": "a whole number above 0",
        "readers": "a whole number above 0",
        "reader_memory": "a size such as 1200MiB",
        "reader_seconds": "a number above 0",
        "ocr": "auto or off",
        "fetch_seconds": "a number above 0",
        "watch_minutes": "a whole number above 0",
        "refetch_hour": "an hour from 0 to 23, or empty",
        "question_days": "a whole number above 0",
        "asker_days": "a whole number from 0 on",
        "semantic": "auto, on or off",
    }
)
"""What each setting may be."""

TROUBLES: Mapping[Trouble, tuple[str, str]] = MappingProxyType(
    {
        Trouble.FULL: ("the disk is full", "Ask the operator to make room, then try again."),
        Trouble.LOCKED: (
            "another program is writing to the library",
            "Try again in a moment.",
        ),
        Trouble.READ_ONLY: (
            "the library may only be read",
            "Ask the operator to make it writable, then try again.",
        ),
        Trouble.FAILING: (
            "the disk reports an error",
            "Ask the operator to look at it before you try again.",
        ),
    }
)
"""Why nothing can be stored, as the rest of a sentence, and what to do."""

KINDS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.PICTURE: "a picture",
        FileKind.SOUND: "a sound recording",
        FileKind.FILM: "a film",
        FileKind.SOUND_OR_FILM: "a sound recording or film",
        FileKind.PICTURE_SOUND_OR_FILM: "a picture, sound recording or film",
        FileKind.PROGRAM: "a program",
        FileKind.ARCHIVE: "a packed archive",
        FileKind.DATABASE: "a database",
        FileKind.FONT: "a font",
        FileKind.DRAWING: "a drawing",
        FileKind.POSTSCRIPT: "a PostScript file",
        FileKind.DJVU: "a DjVu document",
        FileKind.OTHER_EBOOK: "an e-book in another format",
        FileKind.OUTLOOK_ATTACHMENT: "an e-mail attachment that only Outlook opens",
        FileKind.OUTLOOK_MESSAGE: "an Outlook message",
        FileKind.OLD_WORD: "an old Word document (.doc)",
        FileKind.OLD_EXCEL: "an old Excel workbook (.xls)",
        FileKind.OLD_POWERPOINT: "an old PowerPoint presentation (.ppt)",
        FileKind.OLD_OFFICE: "an old Office document",
        FileKind.OPEN_DOCUMENT: "an OpenDocument file without running text",
        FileKind.BINARY_WORKBOOK: "a binary Excel workbook",
        FileKind.XML: "an XML file",
    }
)

NOTES: Mapping[NoteKind, str] = MappingProxyType(
    {
        NoteKind.PAGES_WITHOUT_TEXT: (
            "Left out because there is no text (a picture?): {pages}. OCR would add it."
        ),
        NoteKind.PAGES_OF_UNKNOWN_LETTERS: (
            "Left out because the fonts do not say which letters they show: {pages}. OCR would"
            " help."
        ),
        NoteKind.LINES_OF_UNKNOWN_LETTERS: (
            "Lines were left out because their fonts do not say which letters they show: {pages}."
        ),
        NoteKind.UNKNOWN_LETTERS: (
            "“\ufffd” stands for letters that the fonts do not name: {pages}. Compare them with the"
            " original before publishing."
        ),
        NoteKind.UNREADABLE_LETTERS: (
            "“\ufffd” stands for letters that cannot be read. Compare them with the original before"
            " publishing."
        ),
        NoteKind.PAGES_OF_SCATTERED_WORDS: (
            "Left out because the words are scattered, as on a map or drawing: {pages}."
        ),
        NoteKind.PAGES_DAMAGED: (
            "Left out because the contents are damaged: {pages}. Exporting the file again may help."
        ),
        NoteKind.PAGES_READ_BY_OCR: "Read by OCR: {pages}. Check the wording before publishing.",
        NoteKind.HIDDEN_LAYERS: (
            "Words on layers that are switched off, which viewers do not show, were left out:"
            " {pages}."
        ),
        NoteKind.WORDS_BEYOND_THE_EDGE: (
            "Words beyond the edge of the page, which viewers do not show, were left out: {pages}."
        ),
        NoteKind.WORDS_MAY_BE_LOST: (
            "Words may be missing, because of a mistake in Verbatim: {pages}. Compare them with"
            " the original before publishing."
        ),
        NoteKind.LETTERS_LOST: (
            "Some letters are missing, as in {examples}: the fonts of this PDF do not say which"
            " they are. Exporting it again may help."
        ),
        NoteKind.FAINT_TYPE: (
            "Some text is white, invisible or tiny, so that readers of the original do not see it:"
            " “{text}” Leave such a document out if it is there to mislead."
        ),
        NoteKind.CUT_SHORT: (
            "The file ends in the middle, as if cut short: text may be missing at its end."
        ),
        NoteKind.SENTENCE: "{text}",
    }
)

_NO_NAME = "The file"
_NO_TYPE = "a file of an unknown type"
_LISTED, _NAMED = 5, 3
"""So many pages are all named; of more, so many."""


def sentence(error: VerbatimError, own: Messages = _NONE_OF_ITS_OWN) -> str:
    """Return what happened and what the person can do, as plain text.

    ``own`` are messages that a face has in place of those in :data:`ERRORS`.
    """
    match error:
        case SourceError():
            return refusal_sentence(error.refusal)
        case WordedError():
            return error.sentence
        case WrongSettings():
            return "\n".join(sentence(mistake, own) for mistake in error.mistakes)
        case _:
            message = own.get(type(error)) or ERRORS[type(error)]
            return message.format_map(error_arguments(error))


def error_arguments(error: VerbatimError) -> dict[str, object]:
    """Return the facts of an error as its message has them, moments and documents in words."""
    found: dict[str, object] = {}
    for name, value in vars(error).items():
        match value:
            case Document():
                found |= {"handle": value.handle, "title": value.title}
                found["version"] = value.version
                found["day"] = day_words(value.added_at)
            case datetime():
                found |= {name: stated(value), f"{name}_day": day_words(value)}
            case _:
                found[name] = value
    if isinstance(error, NotStored):
        found["why"], found["remedy"] = TROUBLES[error.trouble]
    if isinstance(error, WrongSetting):
        found["allowed"] = SETTINGS[error.name]
    if isinstance(error, UnknownSetting):
        found["where"] = error.path or "The environment"
        found["meant"] = f"; perhaps {error.near} is meant" if error.near else ""
    return found


def refusal_sentence(refusal: Refusal | str) -> str:
    """Return a sentence for a refusal; one that was kept as a sentence is returned as it is."""
    if isinstance(refusal, str):
        return refusal
    words = {"name": refusal.name or _NO_NAME, **_words(refusal.facts)}
    told = PROBLEMS[refusal.problem].format_map(words)
    return f"{refusal.entry}: {told}" if refusal.entry else told


def note_sentence(note: Note) -> str:
    """Return a sentence for what a reader says of a file."""
    examples = ", ".join(f"“{read}” for “{meant}”" for read, meant in note.examples)
    return NOTES[note.kind].format(pages=_pages(note.pages), examples=examples, text=note.text)


def _words(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the facts with words for those that are no words or plain numbers."""
    sizes = {name: int(facts[name]) for name in ("size", "largest") if name in facts}
    words: dict[str, Fact] = {**facts, **_sizes(sizes)}
    if "kind" in words:
        words["kind"] = KINDS[FileKind(str(words["kind"]))]
    if "type" in words:
        words["type"] = words["type"] or _NO_TYPE
    return words


def _sizes(sizes: Mapping[str, int]) -> dict[str, str]:
    """Return numbers of bytes as megabytes, or to the byte where two would look the same."""
    said = {name: f"{size / 1e6:.1f} MB" for name, size in sizes.items()}
    if len(set(said.values())) < len(set(sizes.values())):
        return {name: f"{size:,} bytes" for name, size in sizes.items()}
    return said


def _pages(numbers: Sequence[int]) -> str:
    """Return ``page 3``, ``pages 3, 4 and 9`` or ``12 pages (3, 4, 9, …)``."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > _LISTED:
        return f"{len(numbers):,} pages ({', '.join(map(str, numbers[:_NAMED]))}, …)"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}" if numbers else ""
