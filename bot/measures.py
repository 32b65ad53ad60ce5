"""What is computed of a text before it is stored: passages, their terms and profiles, a sketch.

Each passage is analysed once, for its terms and for its profile. Of a book of 6,000 passages that
takes 4 seconds of computing; so long texts are measured by the process that reads files, which
leaves .02 ms a passage to the one that answers (see :mod:`bot.worker.jobs`).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any, Self, TypeAlias

from bot.compare.sketch import sketch
from bot.model import Span
from bot.progress import Progress, Report, Unit, untold
from bot.search.forward import Forward

_REPORTED = 100
"""Passages between two reports of how far it has come."""

Analyse: TypeAlias = Callable[[str, str], tuple[bytes, Sequence[str]]]
"""Returns the stored profile and the terms of a text in a language."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is computed of a version of a document; ``profiles`` are those of its passages."""

    spans: Sequence[Span]
    """Where the passages stand."""
    sketch: Sequence[int]
    terms: bytes
    """As :meth:`~bot.search.forward.Forward.load` reads them, those of the title in each."""
    profiles: Sequence[bytes]

    @classmethod
    def of(
        cls,
        title: str,
        language: str,
        text: str,
        spans: Sequence[Span],
        analyse: Analyse,
        report: Report = untold,
    ) -> Self:
        """Compute them: some .6 ms a passage, which is for a thread or another process."""
        profiles: list[bytes] = []

        def terms() -> Iterator[Sequence[str]]:
            _, of_title = analyse(title, language)
            for number, span in enumerate(spans):
                if number % _REPORTED == 0:
                    report(Progress(Unit.PASSAGE, number, len(spans)))
                profile, found = analyse(span.of(text), language)
                profiles.append(profile)
                yield [*of_title, *found]

        forward = Forward.of(terms()).dump()
        return cls(spans, sketch(text), forward, profiles)

    def fields(self) -> dict[str, Any]:
        """Return them as what goes through JSON, long things in one piece."""
        return {
            "spans": list(chain.from_iterable(self.spans)),
            "sketch": list(self.sketch),
            "terms": b64encode(self.terms).decode("ascii"),
            "sizes": list(map(len, self.profiles)),
            "profiles": b64encode(b"".join(self.profiles)).decode("ascii"),
        }

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Return what :meth:`fields` was called on."""
        bounds, profiles = fields["spans"], b64decode(fields["profiles"])
        ends = accumulate(fields["sizes"], initial=0)
        return cls(
            list(map(Span, bounds[::2], bounds[1::2])),
            fields["sketch"],
            b64decode(fields["terms"]),
            [profiles[start:end] for start, end in pairwise(ends)],
        )
