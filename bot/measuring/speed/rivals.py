"""The search engines that are measured, each behind the same few methods.

All get the same terms in the same order, and find the best ``k`` of the passages that have one of
the question's. What an engine cannot do raises :exc:`NotImplementedError`; for one that is not
installed its class raises :exc:`ImportError`.
"""

from __future__ import annotations

import importlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import rank_bm25

from bot.measuring.speed.texts import PASSAGES
from bot.model import PassageId
from bot.search.bm25 import LiveBM25
from bot.search.forward import Forward
from bot.search.inverted import Inverted
from bot.search.kernel import load
from bot.search.maxscore import best

Terms = Sequence[str]


class Rival:
    """An engine; ``folder`` is where it may keep its files."""

    largest = 10_000_000
    """Passages beyond which it is not tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, passages: Iterable[Terms]) -> None:
        """Index passages, numbered from 0 on."""
        raise NotImplementedError

    def ask(self, terms: Terms, k: int) -> list[int]:
        """Return the best passages, best first."""
        raise NotImplementedError

    def add(self, number: int, terms: Terms) -> None:
        """Index one more passage, so that the next question finds it."""
        raise NotImplementedError

    def remove(self, number: int) -> None:
        """Forget a passage."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what :meth:`load` needs."""

    def load(self) -> None:
        """Read from the disk all that a question needs."""
        raise NotImplementedError


class Verbatim(Rival):
    """The bot's own index, built as the bot builds it: of one forward index for each document."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._best = load() or best

    def build(self, passages: Iterable[Terms]) -> None:
        """Index passages."""
        self._documents = [Forward.of(part).dump() for part in _parts(passages)]
        self._index()

    def _index(self) -> None:
        inverted = Inverted.of([Forward.load(document) for document in self._documents])
        self._live = LiveBM25()
        self._live.best = self._best
        self._live.extend([PassageId(number) for number in range(len(inverted.widths))], inverted)

    def ask(self, terms: Terms, k: int) -> list[int]:
        """Return the best passages."""
        return [number for number, _ in self._live.search(dict.fromkeys(terms, 1.0), k)]

    def add(self, number: int, terms: Terms) -> None:
        """Index one more passage."""
        self._live.add(PassageId(number), terms)

    def remove(self, number: int) -> None:
        """Forget a passage."""
        self._live.remove([PassageId(number)])

    def save(self) -> None:
        """Write the forward indexes, which the bot keeps in its library."""
        (self.folder / "forward").write_bytes(pickle.dumps(self._documents))
        self._documents.clear()

    def load(self) -> None:
        """Read them and build the index."""
        self._documents = pickle.loads((self.folder / "forward").read_bytes())  # noqa: S301 (own)
        self._index()
        self._documents.clear()


class RankBM25(Rival):
    """``rank_bm25.BM25Plus`` as it comes."""

    largest = 100_000

    def build(self, passages: Iterable[Terms]) -> None:
        """Index passages."""
        self._bm25: Any = rank_bm25.BM25Plus(list(passages))

    def ask(self, terms: Terms, k: int) -> list[int]:
        """Return the best passages."""
        numbers: list[int] = self._bm25.get_top_n(terms, range(self._bm25.corpus_size), n=k)
        return numbers

    def save(self) -> None:
        """Pickle it."""
        (self.folder / "bm25").write_bytes(pickle.dumps(self._bm25))

    def load(self) -> None:
        """Unpickle it."""
        self._bm25 = pickle.loads((self.folder / "bm25").read_bytes())  # noqa: S301 (own file)


class BM25S(Rival):
    """``bm25s`` with its numba backend."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._module: Any = importlib.import_module("bm25s")
        importlib.import_module("numba")

    def build(self, passages: Iterable[Terms]) -> None:
        """Index passages."""
        self._bm25 = self._module.BM25(method="bm25+", backend="numba")
        self._bm25.index(list(passages), show_progress=False)

    def ask(self, terms: Terms, k: int) -> list[int]:
        """Return the best passages."""
        found, _ = self._bm25.retrieve([list(terms)], k=k, show_progress=False)
        numbers: list[int] = found[0].tolist()
        return numbers

    def save(self) -> None:
        """Write its files."""
        self._bm25.save(self.folder, show_progress=False)

    def load(self) -> None:
        """Read its files."""
        self._bm25 = self._module.BM25.load(self.folder)


class Tantivy(Rival):
    """``tantivy`` in a folder; a change counts when it is committed and the searcher has it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._module: Any = importlib.import_module("tantivy")
        builder = self._module.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("number", stored=True, indexed=True, fast=True)
        self._schema = builder.build()

    def build(self, passages: Iterable[Terms]) -> None:
        """Index passages."""
        self._index = self._module.Index(self._schema, path=str(self.folder))
        self._writer = self._index.writer(128_000_000, 1)
        for number, terms in enumerate(passages):
            self._put(number, terms)
        self._commit()

    def ask(self, terms: Terms, k: int) -> list[int]:
        """Return the best passages."""
        query, should = self._module.Query, self._module.Occur.Should
        parts = [(should, query.term_query(self._schema, "text", term)) for term in terms]
        found = self._searcher.search(query.boolean_query(parts), k, count=False).hits
        return [self._searcher.doc(address)["number"][0] for _, address in found]

    def add(self, number: int, terms: Terms) -> None:
        """Index one more passage."""
        self._put(number, terms)
        self._commit()

    def remove(self, number: int) -> None:
        """Forget a passage."""
        self._writer.delete_documents("number", number)
        self._commit()

    def load(self) -> None:
        """Open the folder."""
        self._index = self._module.Index.open(str(self.folder))
        self._searcher = self._index.searcher()

    def _put(self, number: int, terms: Terms) -> None:
        document = self._module.Document()
        document.add_text("text", " ".join(terms))
        document.add_integer("number", number)
        self._writer.add_document(document)

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()


class FTS5(Rival):
    """SQLite's FTS5 in a file: ``OR`` of the terms, ordered by its ``bm25``."""

    def build(self, passages: Iterable[Terms]) -> None:
        """Index passages."""
        self.load()
        self._db.execute("CREATE VIRTUAL TABLE passage USING fts5 (text)")
        rows = ((number, " ".join(terms)) for number, terms in enumerate(passages))
        self._db.executemany("INSERT INTO passage (rowid, text) VALUES (?, ?)", rows)
        self._db.commit()

    def ask(self, terms: Terms, k: int) -> list[int]:
        """Return the best passages."""
        rows = self._db.execute(
            "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), k),
        )
        return [number for (number,) in rows]

    def add(self, number: int, terms: Terms) -> None:
        """Index one more passage."""
        values = (number, " ".join(terms))
        self._db.execute("INSERT INTO passage (rowid, text) VALUES (?, ?)", values)
        self._db.commit()

    def remove(self, number: int) -> None:
        """Forget a passage."""
        self._db.execute("DELETE FROM passage WHERE rowid = ?", (number,))
        self._db.commit()

    def load(self) -> None:
        """Open the file."""
        self._db = sqlite3.connect(self.folder / "fts.db")


RIVALS: Mapping[str, type[Rival]] = {
    "verbatim": Verbatim,
    "rank_bm25": RankBM25,
    "bm25s": BM25S,
    "tantivy": Tantivy,
    "FTS5": FTS5,
}


def _parts(passages: Iterable[Terms]) -> Iterator[list[Terms]]:
    """Yield the passages of documents of the usual length."""
    left = iter(passages)
    while part := list(islice(left, PASSAGES)):
        yield part
