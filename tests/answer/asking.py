"""Answers from texts, without files or a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.answer.answer import answer
from bot.answer.rank import CANDIDATES, Weighing, weigh
from bot.ingest.passages import passages
from bot.model import (
    Document,
    DocumentId,
    GuildId,
    Handle,
    Hit,
    Passage,
    PassageId,
    Reply,
    Span,
    VersionId,
)
from bot.search.analysis import Analysis
from bot.search.bm25 import LiveBM25
from bot.search.query import QueryMaker

ANALYSIS = Analysis()


def document(number: int, title: str, text: str, language: str = "en") -> Document:
    """Make a document that is stored nowhere."""
    return Document(
        id=DocumentId(number),
        guild_id=GuildId(1),
        handle=Handle(number),
        title=title,
        publisher="",
        date="",
        url="",
        language=language,
        filename="file.txt",
        version=1,
        version_id=VersionId(number),
        sha256="",
        characters=len(text),
        passages=1,
        added_by=None,
        added_at=datetime.now(UTC),
    )


class Texts:
    """A small library of titles and texts."""

    def __init__(self, *texts: tuple[str, str], language: str = "en") -> None:
        self.texts = [text for _, text in texts]
        self.index = LiveBM25()
        self.passages: dict[PassageId, Passage] = {}
        self.language = language
        for number, (title, text) in enumerate(texts, start=1):
            for span in passages(text, ()):
                self._add(document(number, title, text, language), span)

    def _add(self, document: Document, span: Span) -> None:
        id_ = PassageId(len(self.passages))
        text = span.of(self.texts[document.id - 1])
        self.passages[id_] = Passage(id_, document, span, text, "")
        title = ANALYSIS.terms(document.title, self.language)
        self.index.add(id_, title + ANALYSIS.terms(text, self.language))

    def find(self, question: str, earlier: str = "") -> tuple[Weighing, Sequence[Hit]]:
        """Search, without ranking."""
        query = QueryMaker(ANALYSIS).make(question, self.index, [self.language], earlier=earlier)
        weighing = weigh(query, self.index)
        found = self.index.search(weighing.weights, CANDIDATES)
        return weighing, [Hit(self.passages[id_], score) for id_, score in found]

    def ask(self, question: str, earlier: str = "") -> Reply:
        """Answer a question."""
        return answer(*self.find(question, earlier), ANALYSIS)
