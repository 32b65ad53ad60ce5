"""The sentences for what cannot be read: one for each problem, with the facts that it is given."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import attrs
import pytest

import bot
from bot.cli.wording import sentence as on_a_terminal
from bot.cogs.ui.failures import sentence as on_discord
from bot.cogs.ui.problems import (
    ERRORS,
    KINDS,
    NOTES,
    PROBLEMS,
    SETTINGS,
    TROUBLES,
    note_sentence,
    refusal_sentence,
    sentence,
)
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
    LibraryError,
    LibraryInUse,
    NewerSchema,
    NoAddress,
    NoBackup,
    NoCorpus,
    NoLibrary,
    NoPages,
    NotAMoment,
    NotBackedUp,
    NoText,
    NoToken,
    NotShrunk,
    NotStored,
    Problem,
    Refusal,
    SemanticMissing,
    SettingsError,
    SourceError,
    TooLarge,
    TooManyWatches,
    Trouble,
    UnknownSetting,
    UnreadableFile,
    UnreadableSettings,
    UnreadableToken,
    Unstored,
    UnsupportedFormat,
    Unwritable,
    VerbatimError,
    WatchedAlready,
    WatchGone,
    WordedError,
    WrongSetting,
    WrongSettings,
)
from bot.ingest.signatures import FileKind
from bot.model import Handle, Note, NoteKind
from bot.settings import Settings
from tests.cogs.samples import USER, document


def arguments(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Yield where each problem is raised, and the facts that it is given there."""
    root = Path(bot.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name(), [ast.Attribute(ast.Name("Problem"), problem), *_], given):
                    facts = {each.arg or "" for each in given} - {"name"}
                    yield f"{path.name}:{node.lineno}", problem, facts
                case _:
                    pass


def test_each_problem_note_and_kind_has_one_message() -> None:
    assert set(PROBLEMS) == set(Problem)
    assert set(NOTES) == set(NoteKind)
    assert set(KINDS) == set(FileKind)
    assert len(set(PROBLEMS.values())) == len(PROBLEMS)


def test_each_message_is_one_that_somebody_gets() -> None:
    root = Path(bot.__file__).parent
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in root.rglob("*.py")
        if path.name != "problems.py"
    )

    for names in (Problem, NoteKind, FileKind):
        assert [each for each in names if f"{names.__name__}.{each.name}" not in code] == []


def test_each_problem_is_raised_with_the_facts_of_its_message() -> None:
    calls = [call for call in raised() if call[1] != "QUEUE_FULL"]
    wrong = [
        (place, problem, given)
        for place, problem, given in calls
        if given != arguments(PROBLEMS[Problem[problem]]) - {"name"}
    ]

    assert len(calls) > 60
    assert wrong == []


@pytest.mark.parametrize("problem", Problem)
def test_a_message_is_whole_sentences_that_name_the_file(problem: Problem) -> None:
    names = arguments(PROBLEMS[problem]) - {"name"}
    facts: dict[str, Fact] = {
        name: {"kind": FileKind.PICTURE, "type": ""}.get(name, 1_234) for name in names
    }

    told = refusal_sentence(Refusal(problem, "letter.txt", facts))

    assert told.endswith(".")
    assert not set("{}") & set(told)
    nameless = {Problem.MESSAGE_WITHOUT_TEXT, Problem.QUEUE_FULL, Problem.TOO_FEW_DOCUMENTS}
    nameless |= {Problem.INPUT_TOO_LARGE}
    assert ("letter.txt" in told) is (problem not in nameless)


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (
            NoText(Problem.EMPTY_FILE, name="a.txt"),
            "a.txt is empty. Add a file with text in it.",
        ),
        (
            UnsupportedFormat(Problem.FOREIGN_FORMAT, name="a.xyz", kind=FileKind.PICTURE),
            "a.xyz is a picture, which Verbatim cannot read. Save it as PDF, Word, text, Markdown"
            " or HTML and add that.",
        ),
        (
            TooLarge(Problem.FILE_TOO_LARGE, name="a.pdf", size=31_000_000, largest=25_000_000),
            "a.pdf is 31.0 MB in size, and the limit is 25.0 MB. Add the part that people ask"
            " about, or ask the operator to raise VERBATIM_MAX_FILE_SIZE.",
        ),
        (
            TooLarge(Problem.FILE_TOO_LARGE, name="a.pdf", size=25_000_001, largest=25_000_000),
            "a.pdf is 25,000,001 bytes in size, and the limit is 25,000,000 bytes. Add the part"
            " that people ask about, or ask the operator to raise VERBATIM_MAX_FILE_SIZE.",
        ),
        (
            TooLarge(Problem.TOO_MANY_PAGES, count=2_001, limit=2_000),
            "The file has 2,001 pages, and the limit is 2,000. Split it and add the parts.",
        ),
        (
            UnreadableFile(Problem.READING_SLOW, name="a.html", seconds=0.2),
            "a.html took longer than 0.2 seconds to read. Split it, or copy its text and add that.",
        ),
    ],
)
def test_facts_become_words(refusal: NoText, told: str) -> None:
    assert sentence(refusal) == told


def test_an_entry_of_a_feed_is_named_before_what_happened_to_it() -> None:
    refusal = Refusal(Problem.UNREAD_TYPE, "harbour.example", {"type": ""}, entry="Story 3")

    assert refusal_sentence(refusal).startswith(
        "Story 3: harbour.example sends a file of an unknown type, which Verbatim cannot read."
    )


def test_what_an_older_library_kept_as_a_sentence_is_shown_as_it_is() -> None:
    assert refusal_sentence("{name} is odd.") == "{name} is odd."
    assert note_sentence(Note.of_fields("Page 3 {left} out.")) == "Page 3 {left} out."


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            Note(NoteKind.PAGES_WITHOUT_TEXT, (3,)),
            "Left out because there is no text (a picture?): page 3. OCR would add it.",
        ),
        (
            Note(NoteKind.PAGES_READ_BY_OCR, (1, 2, 9)),
            "Read by OCR: pages 1, 2 and 9. Check the wording before publishing.",
        ),
        (
            Note(NoteKind.PAGES_DAMAGED, tuple(range(1, 1_235))),
            "Left out because the contents are damaged: 1,234 pages (1, 2, 3, …). Exporting the"
            " file again may help.",
        ),
        (
            Note(NoteKind.LETTERS_LOST, examples=(("irst", "first"), ("ofice", "office"))),
            "Some letters are missing, as in “irst” for “first”, “ofice” for “office”: the fonts"
            " of this PDF do not say which they are. Exporting it again may help.",
        ),
    ],
)
def test_notes_become_sentences(note: Note, told: str) -> None:
    assert note_sentence(note) == told


NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
FILE = Path("library.db")
SAMPLES: dict[type[VerbatimError], VerbatimError] = {
    type(error): error
    for error in (
        NotAMoment("soon"),
        EmptySchedule(NOON, NOON),
        NoToken(),
        UnreadableToken(FILE, "no such file"),
        UnreadableSettings(FILE, "no such file"),
        UnknownSetting(FILE, "reeders", "readers"),
        WrongSetting("readers", "two", "VERBATIM_READERS"),
        NoCorpus(FILE),
        SemanticMissing(),
        NewerSchema(FILE, 99, 12),
        ForeignDatabase(FILE),
        NoLibrary(FILE),
        NotBackedUp(FILE, "disk full"),
        NoBackup(FILE, "disk full"),
        LibraryInUse(FILE),
        DatabaseIsFolder(FILE),
        DatabaseLocked(FILE),
        DatabaseDamaged(FILE, "file is not a database"),
        Unwritable(FILE, "no such file"),
        NotStored(Trouble.FULL),
        NotShrunk(Trouble.FULL),
        DuplicateDocument("a.txt", document("Rules")),
        DocumentNotFound(Handle(1)),
        DocumentExpired(Handle(1), NOON),
        BundledDocument(Handle(1, bundled=True)),
        NoAddress(Handle(1)),
        NoPages(Handle(1)),
        AnswerGone(),
        DraftGone(),
        Unstored(),
        DraftTaken(USER),
        DocumentChanged(document("Rules")),
        FormGone(),
        WatchGone(),
        WatchedAlready("Harbour news"),
        TooManyWatches(20),
    )
}


def kinds(of: type[VerbatimError]) -> Iterator[type[VerbatimError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_each_error_has_one_message() -> None:
    families = {SettingsError, WrongSettings, LibraryError, SourceError, WordedError}
    own = (SourceError, WordedError)
    worded = {kind for kind in kinds(VerbatimError) if not issubclass(kind, own)} - families

    assert set(ERRORS) == worded == set(SAMPLES)
    assert set(TROUBLES) == set(Trouble)
    assert set(SETTINGS) == set(attrs.fields_dict(Settings))


@pytest.mark.parametrize("error", SAMPLES.values(), ids=lambda error: type(error).__name__)
def test_each_error_becomes_sentences_in_both_faces(error: VerbatimError) -> None:
    for told in (sentence(error), on_a_terminal(error), on_discord(error)):
        assert told.endswith(".")
        assert not set("{}") & set(told)
    assert "/library" not in on_a_terminal(error)
    assert "<@" not in on_a_terminal(error)


def test_what_differs_between_the_faces_is_told_by_each_in_its_own_terms() -> None:
    bundled, added = SAMPLES[BundledDocument], SAMPLES[DuplicateDocument]

    assert on_a_terminal(bundled).endswith(
        " The option --no-corpus leaves out the bundled documents."
    )
    assert on_discord(bundled).endswith(" all together with /library bundled.")
    assert f"added by <@{USER}> on" in on_discord(added)
    assert " added on " in on_a_terminal(added)


def inner_modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules that are no face, and do not print tables of measurements."""
    root = Path(bot.__file__).parent
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root)
        if place.parts[0] not in {"cogs", "cli"}:
            yield str(place), ast.parse(path.read_text(encoding="utf-8"))


def is_sentence(node: ast.AST) -> bool:
    return any(
        isinstance(each, ast.Constant) and isinstance(each.value, str) and " " in each.value.strip()
        for each in ast.walk(node)
    )


def worded_errors(tree: ast.Module, names: set[str]) -> Iterator[int]:
    """Yield the lines in which one of the errors is made with words, or with a name for words."""
    worded = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_sentence(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            for given in (*node.args, *(each.value for each in node.keywords)):
                if is_sentence(given) or (isinstance(given, ast.Name) and given.id in worded):
                    yield node.lineno


def test_no_sentence_for_a_person_is_made_outside_the_faces() -> None:
    names = {kind.__name__ for kind in kinds(VerbatimError)}
    names |= {"VerbatimError", "Refusal", "Note"}
    wrong = [
        f"{place}:{line}" for place, tree in inner_modules() for line in worded_errors(tree, names)
    ]

    assert wrong == []
    assert list(worded_errors(ast.parse('raise NoText("It is empty.")'), names)) == [1]
    assert list(worded_errors(ast.parse('said = "It is so."\nraise NoText(said)'), names)) == [2]


def test_the_wording_can_be_had_without_discord() -> None:
    code = "import sys; from bot.cogs.ui import problems; print('discord' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "False"
