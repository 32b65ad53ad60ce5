"""Put the first candidates in order by meaning, too; the optional extra ``semantic``.

Word vectors know that "inoculated" is near "vaccinated", which BM25 cannot. The vectors are those
of wordllama (16 MB, in its package; numpy alone, no download, no network), a text's the mean of its
tokens'. They only re-order what was found: whether to answer at all is decided before, on words,
and a passage that the search did not find stays unfound. Of the first ten candidates, a passage
gains :data:`PASSAGE_WEIGHT` times its likeness to the question and :data:`SENTENCE_WEIGHT` times
that of its most alike sentence. Success at rank 1 on 350 questions of SQuAD: .817 to .831; SciFact
.567 to .577; XQuAD in German .917 to .913, within chance (and Chinese characters are barely in the
vectors). It costs 13 ms a question and 50 MB, so it is off by default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.rank import Candidate
from bot.errors import SemanticMissing
from bot.search.query import Query

DEPTH = 10
"""Candidates that are put in order."""
PASSAGE_WEIGHT = 0.1
SENTENCE_WEIGHT = 0.1
"""On SQuAD .05 gives .820, .15 .823 and .25 nothing."""
_SENTENCES = 12
"""Sentences of a passage that are looked at."""


class Semantic:
    """The word vectors; made once, in half a second.

    Raises :class:`~bot.errors.SemanticMissing` without the extra.
    """

    def __init__(self) -> None:
        try:
            import wordllama  # noqa: PLC0415 (optional, and slow to import)
        except ImportError as error:
            raise SemanticMissing from error
        # It looks for its tokenizer in a folder of another name, and then in the cache's.
        packaged = Path(wordllama.__file__).parent
        self._vectors: Any = wordllama.WordLlama.load(cache_dir=packaged, disable_download=True)

    def reorder(self, query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates with the first :data:`DEPTH` put in order by meaning, too."""
        near, far = candidates[:DEPTH], candidates[DEPTH:]
        if not near:
            return []
        texts = [" ".join((*query.earlier.values(), query.core))]
        ends = []
        for candidate in near:
            texts.append(candidate.passage.text)
            sentences = candidate.sentences[:_SENTENCES]
            texts += [sentence.span.of(candidate.passage.text) for sentence in sentences]
            ends.append(len(texts))
        alike = self._alike(texts)
        scored = []
        for start, end, candidate in zip([1, *ends], ends, near, strict=False):
            whole, parts = alike[start], alike[start + 1 : end]
            meaning = PASSAGE_WEIGHT * whole + SENTENCE_WEIGHT * max(parts, default=whole)
            scored.append(replace(candidate, score=candidate.score + meaning))
        scored.sort(key=lambda candidate: -candidate.score)
        return [*scored, *far]

    def _alike(self, texts: list[str]) -> list[float]:
        """Return the cosine of each text's vector with the first one's; 0 without a vector."""
        vectors: NDArray[np.float32] = np.nan_to_num(self._vectors.embed(texts, norm=True))
        similarities: list[float] = (vectors @ vectors[0]).tolist()
        return similarities
