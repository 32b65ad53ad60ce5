"""A folder with ``passages.jsonl`` and ``questions.jsonl``.

A passage has ``id``, ``title``, ``text`` and ``lang``; a question ``id``, ``question``, ``answers``
(strings, any of which answers; may be empty), ``relevant_passage_ids``, ``answerable`` (true if
left out), ``near`` (of an unanswerable one: true if documents are about it but leave it open) and
``follows``, the id of the question that it follows up, which may follow up another, and ``kind``, a
word for what is wanted apart. Passages with the same ``doc_id``, or without one the same title, are
one document. Other fields are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import Problem, UnreadableFile


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to search."""

    id: str
    title: str
    text: str
    language: str
    document: str
    """What it is a passage of."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what answers it."""

    id: str
    text: str
    answers: tuple[str, ...]
    relevant: frozenset[str]
    answerable: bool
    near: bool
    """Whether the documents are about what an unanswerable question asks, but leave it open."""
    earlier: str
    """The questions that this one follows up, the first one first, or ``""``."""
    kind: str
    """What is also measured apart, or ``""``."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is searched and what is asked."""

    items: tuple[Item, ...]
    questions: tuple[Question, ...]


def read_dataset(folder: Path) -> Dataset:
    """Read a folder; raise :class:`~bot.errors.UnreadableFile` with the line that is wrong."""
    items = tuple(
        Item(
            id=row["id"],
            title=row.get("title", ""),
            text=row["text"],
            language=row.get("lang", "en"),
            document=row.get("doc_id") or row.get("title") or row["id"],
        )
        for row in _rows(folder / "passages.jsonl", "id", "text")
    )
    rows = list(_rows(folder / "questions.jsonl", "id", "question"))
    asked = {row["id"]: row for row in rows}
    questions = tuple(
        Question(
            id=row["id"],
            text=row["question"],
            answers=tuple(row.get("answers", ())),
            relevant=frozenset(row.get("relevant_passage_ids", ())),
            answerable=row.get("answerable", True),
            near=row.get("near", False),
            earlier=_earlier(row, asked),
            kind=row.get("kind", ""),
        )
        for row in rows
    )
    if not items or not questions:
        raise UnreadableFile(Problem.DATASET_EMPTY, name=str(folder))
    return Dataset(items, questions)


def _earlier(row: Mapping[str, Any], asked: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the questions before a follow-up as the bot keeps them, in their order."""
    found: list[str] = []
    rest = dict(asked)
    while before := rest.pop(row.get("follows", ""), None):
        found.append(before["question"])
        row = before
    return " ".join(reversed(found))


def _rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            Problem.DATASET_UNREADABLE, name=str(path), reason=str(error)
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(path, number, line, needed)


def _row(path: Path, number: int, line: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UnreadableFile(
            Problem.DATASET_LINE_NO_JSON, name=str(path), line=number, reason=str(error)
        ) from error
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in needed):
        raise UnreadableFile(
            Problem.DATASET_LINE_LACKS, name=str(path), line=number, fields=", ".join(needed)
        )
    return row
