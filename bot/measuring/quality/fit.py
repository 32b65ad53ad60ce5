"""Fit the weights of the ranking signals to a dataset's questions.

The model is a conditional logit (McFadden 1974): of the candidates of a question, one with the
signals ``x`` is the one to choose with a probability in proportion to ``exp(w · x)``, and the
weights ``w`` are those under which the relevant ones are most likely chosen. A question takes part
if the search found a relevant passage and another one. The likelihood is maximised by Newton's
method, damped, with a small ridge (:data:`RIDGE`) that keeps a signal which never differs at 0.

Only the proportions of the weights order anything; the fit's are brought to the sum of those in
use, so that both can be compared. What the fit says of other questions is measured by
cross-validation: all questions of a document are in one fold, which is ordered by the weights that
the other folds give.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.answer.rank import MISSED_NAMES, WEIGHTS, Signals
from bot.errors import Problem, UnreadableFile
from bot.measuring.quality.dataset import Dataset
from bot.measuring.quality.run import Run

Array: TypeAlias = NDArray[np.float64]

NAMES = (*Signals._fields, "missed_names")
"""The columns of :attr:`Choice.signals`."""
IN_USE = np.array([*WEIGHTS, -MISSED_NAMES])

RIDGE = 0.01
"""What the square of a weight takes from the logarithm of the likelihood of all questions."""
FOLDS = 5
_ROUNDS = 100
_ENOUGH = 1e-6
"""A gradient per question below which the likelihood is at its top."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question's candidates, in the order of the search."""

    group: str
    """What shares a fold: the document that answers."""
    signals: Array
    """One row a candidate, a column for each of :data:`NAMES`."""
    relevant: NDArray[np.bool_]
    """Which candidates answer: at least one does, and one does not."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A signal's weight, and what it is worth."""

    name: str
    in_use: float
    fitted: float
    """Brought to the sum of the weights in use, as :attr:`error`."""
    error: float
    """The standard error, from the curvature of the likelihood."""
    worth: float
    """By how much success at rank 1 in cross-validation falls if all others are fitted alone."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights and how well they order."""

    questions: int
    candidates: int
    weights: tuple[Weight, ...]
    likelihood: float
    """The mean logarithm of the probability of choosing right, under the fitted weights."""
    likelihood_in_use: float
    """The same under the weights in use, on the scale that makes the most of them."""
    first_searched: float
    """How often a relevant passage is first in the order of the search."""
    first_in_use: float
    """How often by the weights in use. They may have been fitted on these questions."""
    first_fitted: float
    """How often in cross-validation."""


def choices_of(dataset: Dataset, most: int | None = None) -> Iterator[Choice]:
    """Ask the questions of a dataset, or ``most`` of them that are drawn the same at each call."""
    run = Run(dataset)
    questions = [each for each in dataset.questions if each.answerable and each.relevant]
    if most is not None and most < len(questions):
        questions = random.Random(0).sample(questions, most)  # noqa: S311 (no secret)
    for question in questions:
        found = sorted(run.candidates(question.text), key=lambda each: -each.signals.search)
        ids = [run.id_of(candidate) for candidate in found]
        relevant = np.array([id_ in question.relevant for id_ in ids], dtype=bool)
        if relevant.any() and not relevant.all():
            group = min(run.document_of(id_) for id_ in ids if id_ in question.relevant)
            signals = np.array([[*each.signals, each.missed_names] for each in found])
            yield Choice(group, signals, relevant)


def fit(choices: Sequence[Choice]) -> Fit:
    """Fit the weights, and measure them by cross-validation.

    Raises :class:`~bot.errors.UnreadableFile` if the questions are of fewer than :data:`FOLDS`
    documents.
    """
    folds = _folds(choices)
    table = _Table.of(choices)
    weights = table.fitted()
    errors = np.sqrt(np.diag(np.linalg.inv(table.derivatives(weights)[2])))
    scale = IN_USE.sum() / weights.sum()
    first = _first(choices, folds, range(len(NAMES)))

    def weight(number: int) -> Weight:
        others = (other for other in range(len(NAMES)) if other != number)
        return Weight(
            name=NAMES[number],
            in_use=float(IN_USE[number]),
            fitted=float(scale * weights[number]),
            error=float(scale * errors[number]),
            worth=first - _first(choices, folds, others),
        )

    return Fit(
        questions=len(choices),
        candidates=len(table.signals),
        weights=tuple(map(weight, range(len(NAMES)))),
        likelihood=table.likelihood(weights) / len(choices),
        likelihood_in_use=_best_scaled(table) / len(choices),
        first_searched=_success(choices, np.eye(len(NAMES))[0]),
        first_in_use=_success(choices, IN_USE),
        first_fitted=first,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """The candidates of all questions one below the other."""

    signals: Array
    relevant: NDArray[np.bool_]
    starts: NDArray[np.intp]
    """Where each question's candidates begin."""

    @classmethod
    def of(cls, choices: Sequence[Choice], columns: Sequence[int] | None = None) -> _Table:
        kept = list(range(len(NAMES)) if columns is None else columns)
        lengths = [len(choice.relevant) for choice in choices]
        return cls(
            np.concatenate([choice.signals[:, kept] for choice in choices]),
            np.concatenate([choice.relevant for choice in choices]),
            np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp),
        )

    def fitted(self) -> Array:
        """Return the weights that make the relevant candidates most likely."""
        weights = np.zeros(self.signals.shape[1])
        value, gradient, curvature = self.derivatives(weights)
        damping = 0.0
        for _ in range(_ROUNDS):
            if np.abs(gradient).max() < _ENOUGH * len(self.starts):
                break
            damped = curvature + damping * np.eye(len(weights))
            there = weights + np.linalg.solve(damped, gradient)
            found = self.derivatives(there)
            if found[0] >= value:
                weights, (value, gradient, curvature), damping = there, found, damping / 10
            else:
                damping = max(10 * damping, 1e-3 * float(np.diag(curvature).max()))
        return weights

    def likelihood(self, weights: Array) -> float:
        """Return the logarithm of the probability of choosing a relevant one at all questions."""
        return self.derivatives(weights)[0] + RIDGE * float(weights @ weights)

    def derivatives(self, weights: Array) -> tuple[float, Array, Array]:
        """Return the likelihood less the ridge, its gradient and its negative Hessian.

        Where several candidates are relevant, their own spread is left out of the Hessian: so it
        is positive, and a step always leads upwards.
        """
        scores = self.signals @ weights
        all_sums, chances = self._softmax(scores)
        right_sums, right = self._softmax(np.where(self.relevant, scores, -np.inf))
        value = float((right_sums - all_sums).sum()) - RIDGE * float(weights @ weights)
        gradient = (right - chances) @ self.signals - 2 * RIDGE * weights
        means = np.add.reduceat(self.signals * chances[:, None], self.starts)
        spread = (self.signals * chances[:, None]).T @ self.signals - means.T @ means
        return value, gradient, spread + 2 * RIDGE * np.eye(len(weights))

    def _softmax(self, scores: Array) -> tuple[Array, Array]:
        """Return for each question the logarithm of its sum of exp, for each candidate its part."""
        lengths = np.diff([*self.starts, len(scores)])
        top = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - top.repeat(lengths))
        sums = np.add.reduceat(powers, self.starts)
        return top + np.log(sums), powers / sums.repeat(lengths)


def _best_scaled(table: _Table) -> float:
    """Return the likelihood under the weights in use, whose scale means nothing by itself."""
    scored = _Table((table.signals @ IN_USE)[:, None], table.relevant, table.starts)
    return scored.likelihood(scored.fitted())


def _folds(choices: Sequence[Choice]) -> list[int]:
    """Return the fold of each question; a document's are in one."""
    groups = sorted({choice.group for choice in choices})
    if len(groups) < FOLDS:
        raise UnreadableFile(Problem.TOO_FEW_DOCUMENTS, count=len(groups), limit=FOLDS)
    random.Random(0).shuffle(groups)  # noqa: S311 (no secret)
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    return [fold[choice.group] for choice in choices]


def _first(choices: Sequence[Choice], folds: Sequence[int], columns: Iterable[int]) -> float:
    """Return success at rank 1 in cross-validation by some of the signals."""
    kept = list(columns)
    total = 0.0
    for number in range(FOLDS):
        parted: tuple[list[Choice], list[Choice]] = ([], [])
        for choice, fold in zip(choices, folds, strict=True):
            parted[fold == number].append(choice)
        weights = np.zeros(len(NAMES))
        weights[kept] = _Table.of(parted[False], kept).fitted()
        total += _success(parted[True], weights) * len(parted[True])
    return total / len(choices)


def _success(choices: Sequence[Choice], weights: Array) -> float:
    """Return how often the first is relevant; of equals the one that the search put first is it."""
    right = [choice.relevant[int(np.argmax(choice.signals @ weights))] for choice in choices]
    return math.fsum(right) / len(right)
