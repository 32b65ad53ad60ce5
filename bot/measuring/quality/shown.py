"""What a person is shown for each question, at the bot's own decisions.

Of answerable questions: how often the answer stands in the quotes of an *answer* (in the first, in
all, in the chosen sentence), how often it is shown at all, as an answer or among the *closest*
passages, how often the bot is wrongly silent, and how many quotes an answer has; follow-ups are
counted apart, and those of each kind that the folder names a second time. Of unanswerable ones,
near misses (whose documents are about it but leave it open) apart from the others: how often quotes
are shown as an answer, and at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from bot.model import Tier


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown for one question."""

    question_id: str
    answerable: bool
    near: bool
    follow_up: bool
    kind: str
    tier: Tier
    quotes: int
    answer_in_first: bool
    answer_shown: bool
    answer_in_sentence: bool

    @classmethod
    def of_fields(cls, fields: dict[str, Any]) -> Self:
        """Make it of what :func:`dataclasses.asdict` gave, also after a way through JSON."""
        return cls(**fields | {"tier": Tier(fields["tier"])})

    def values(self) -> dict[str, float]:
        """Return the question's contribution to each mean that it counts for."""
        answered = self.tier is Tier.ANSWER
        shown = self.tier is not Tier.SILENCE
        if not self.answerable:
            kind = "near_misses" if self.near else "off_topic"
            return {f"{kind}_as_answer": answered, f"{kind}_shown": shown}
        if self.follow_up:
            return {
                "follow_ups_as_answer": answered and self.answer_shown,
                "follow_ups_shown": self.answer_shown,
                "follow_ups_silent": not shown,
            }
        found: dict[str, float] = {
            "answer_in_first": answered and self.answer_in_first,
            "answer_as_answer": answered and self.answer_shown,
            "answer_in_sentence": answered and self.answer_in_sentence,
            "answer_shown": self.answer_shown,
            "wrongly_silent": not shown,
        }
        if answered:
            found["quotes_of_an_answer"] = self.quotes
        return found | ({f"{self.kind}_shown": self.answer_shown} if self.kind else {})


def columns(shown: Sequence[Shown]) -> dict[str, dict[str, float]]:
    """Return, for each mean, the values of the questions that count for it."""
    found: dict[str, dict[str, float]] = {}
    for each in shown:
        for name, value in each.values().items():
            found.setdefault(name, {})[each.question_id] = float(value)
    return found
