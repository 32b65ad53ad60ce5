"""Ask every question of a dataset as the engine would, and see what comes.

The index, the query, the ranking and the quotes are those of the bot; only the library is left out:
each passage is a document of its own, and nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from time import perf_counter

from bot.answer.answer import QUOTES, answer, is_better, quotes_of
from bot.answer.profile import stored_profile
from bot.answer.rank import CANDIDATES, Candidate, Weighing, rank, weigh
from bot.answer.semantic import Semantic
from bot.answer.tiers import confidence
from bot.engine.indexes import GuildIndex
from bot.library.catalogue import Revision
from bot.library.indexing import Indexed, IndexEntry, Prepared
from bot.measuring.quality.dataset import Dataset, Item, Question
from bot.measuring.quality.metrics import Outcome
from bot.measuring.quality.shown import Shown
from bot.model import (
    Answer,
    Document,
    DocumentId,
    GuildId,
    Handle,
    Hit,
    Passage,
    PassageId,
    Quote,
    Reply,
    Span,
    VersionId,
)
from bot.search.analysis import Analysis
from bot.search.folding import fold
from bot.search.query import Query, QueryMaker
from bot.search.smalltalk import asking_part
from bot.search.terms import forward_of

_NO_WORD = re.compile(r"[\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


class Run:
    """A dataset's index; make it once, then ask."""

    def __init__(self, dataset: Dataset, semantic: Semantic | None = None) -> None:
        self._semantic = semantic
        self._analysis = Analysis()
        self._queries = QueryMaker(self._analysis)
        make_profile = partial(stored_profile, analysis=self._analysis)
        self._ids = [item.id for item in dataset.items]
        self._documents = {item.id: item.document for item in dataset.items}
        self._passages = [
            _passage(number, item, make_profile(item.text, item.language))
            for number, item in enumerate(dataset.items)
        ]
        self._index = GuildIndex(Revision(0, 0))
        self._index.add(self._indexed(self._passages))
        self._languages = self._index.languages

    def _indexed(self, passages: Iterable[Passage]) -> Indexed:
        return Indexed.of([self._prepared(passage) for passage in passages])

    def _prepared(self, passage: Passage) -> Prepared:
        document = passage.document
        forward = forward_of(document.title, document.language, [passage.text], self._analysis)
        entry = IndexEntry(
            document.id, document.version_id, document.title, document.language, passage.id, 1
        )
        return Prepared(entry, forward.dump())

    def ask(self, questions: Iterable[Question]) -> Iterator[Outcome]:
        """Yield the outcome of each question in turn."""
        for question in questions:
            start = perf_counter()
            sure, candidates, quotes = self._answer(question.text)
            milliseconds = (perf_counter() - start) * 1000
            yield self._judge(question, sure, candidates, quotes, milliseconds)

    def ask_as_asked(self, questions: Iterable[Question]) -> Iterator[Shown]:
        """Yield what is shown for each question in turn, at the bot's own decisions."""
        for question in questions:
            reply, query = self._reply(question.text, question.earlier)
            if part := asking_part(question.text, query.language):
                other, _ = self._reply(part, question.earlier)
                reply = other if is_better(other, reply) else reply
            quotes = reply.quotes if isinstance(reply, Answer) else reply.closest
            texts = [quote.text for quote in quotes]
            sentences = [quote.sentence.of(quote.text) for quote in quotes]
            yield Shown(
                question_id=question.id,
                answerable=question.answerable,
                near=question.near,
                follow_up=bool(question.earlier),
                kind=question.kind,
                tier=reply.tier,
                quotes=len(quotes),
                answer_in_first=_holds(question.answers, texts[:1]),
                answer_shown=_holds(question.answers, texts),
                answer_in_sentence=_holds(question.answers, sentences[:1]),
            )

    def ask_without(self, questions: Iterable[Question]) -> Iterator[Outcome]:
        """Yield the outcome of each answerable question, its documents being taken out."""
        groups: dict[frozenset[str], list[Question]] = {}
        for question in questions:
            known = question.relevant & self._documents.keys()
            documents = frozenset(self._documents[id_] for id_ in known)
            if question.answerable and documents:
                groups.setdefault(documents, []).append(question)
        for documents, group in groups.items():
            taken = [
                passage
                for id_, passage in zip(self._ids, self._passages, strict=True)
                if self._documents[id_] in documents
            ]
            self._index.remove(passage.document.id for passage in taken)
            for outcome in self.ask(group):
                yield replace(outcome, answerable=False)
            self._index.add(self._indexed(taken))

    def candidates(self, question: str) -> list[Candidate]:
        """Return the passages that were found, the best first."""
        return self._ranked(question)[1]

    def id_of(self, candidate: Candidate) -> str:
        """Return a candidate's id in the dataset."""
        return self._ids[candidate.passage.id]

    def document_of(self, id_: str) -> str:
        """Return what a passage of the dataset is a passage of."""
        return self._documents[id_]

    def _found(self, question: str, earlier: str = "") -> tuple[Weighing, list[Hit]]:
        index = self._index.bm25
        query = self._queries.make(question, index, self._languages, earlier=earlier)
        weighing = weigh(query, index)
        found = index.search(weighing.weights, CANDIDATES)
        return weighing, [Hit(self._passages[id_], score) for id_, score in found]

    def _reply(self, question: str, earlier: str) -> tuple[Reply, Query]:
        weighing, hits = self._found(question, earlier)
        return answer(weighing, hits, self._analysis, self._semantic), weighing.query

    def _ranked(self, question: str) -> tuple[Weighing, list[Candidate]]:
        weighing, hits = self._found(question)
        return weighing, rank(weighing, hits, self._analysis)

    def _answer(self, question: str) -> tuple[float, list[Candidate], list[Quote]]:
        weighing, candidates = self._ranked(question)
        sure = confidence(weighing, candidates)
        if self._semantic:
            candidates = self._semantic.reorder(weighing.query, candidates)
        return sure, candidates, list(islice(quotes_of(candidates), QUOTES))

    def _judge(
        self,
        question: Question,
        sure: float,
        candidates: Sequence[Candidate],
        quotes: Sequence[Quote],
        milliseconds: float,
    ) -> Outcome:
        ids = [self.id_of(candidate) for candidate in candidates]
        texts = [quote.text for quote in quotes]
        sentences = [quote.sentence.of(quote.text) for quote in quotes]
        return Outcome(
            question_id=question.id,
            answerable=question.answerable,
            has_answers=bool(question.answers),
            relevant_ranks=tuple(
                rank for rank, id_ in enumerate(ids, start=1) if id_ in question.relevant
            ),
            relevant=len(question.relevant),
            answer_in_first=_holds(question.answers, texts[:1]),
            answer_in_first_three=_holds(question.answers, texts),
            answer_in_sentence=_holds(question.answers, sentences[:1]),
            confidence=sure,
            milliseconds=milliseconds,
        )


def _holds(answers: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether a text has an answer, whatever the case, the accents and the punctuation.

    It stands there in whole words, but in scripts that know no blanks.
    """
    plain = [f" {_plain(text)} " for text in texts]
    found = (
        _plain(answer) if _UNSPACED.search(answer) else f" {_plain(answer)} " for answer in answers
    )
    return any(answer in text for answer in found for text in plain)


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


def _passage(number: int, item: Item, profile: bytes) -> Passage:
    document = Document(
        id=DocumentId(number),
        guild_id=GuildId(1),
        handle=Handle(number + 1),
        title=item.title,
        publisher="",
        date="",
        url="",
        language=item.language,
        filename="",
        version=1,
        version_id=VersionId(number),
        sha256="",
        characters=len(item.text),
        passages=1,
        added_by=None,
        added_at=datetime.min.replace(tzinfo=UTC),
    )
    span = Span(0, len(item.text))
    return Passage(PassageId(number), document, span, item.text, "", profile)
