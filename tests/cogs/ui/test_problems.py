"""The sentences for what cannot be read: one for each problem, with the facts that it is given."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.cogs.ui.problems import (
    KINDS,
    NOTES,
    PROBLEMS,
    note_sentence,
    refusal_sentence,
    sentence,
)
from bot.errors import Fact, NoText, Problem, Refusal, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest.signatures import FileKind
from bot.model import Note, NoteKind


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


def test_the_wording_can_be_had_without_discord() -> None:
    code = "import sys; from bot.cogs.ui import problems; print('discord' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "False"
