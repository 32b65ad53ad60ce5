from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bot.cli import app
from bot.errors import Problem, UnreadableFile
from bot.measuring.quality.dataset import read_dataset
from bot.measuring.quality.fit import NAMES, Choice, Fit, choices_of, fit
from tests.measuring.quality.test_evaluate import write
from tests.refusals import refused

UNLIKE = {"search": 9.0, "only_title": 10.0, "phrases": 7.0, "brevity": 1.0, "missed_names": -2.0}
TRUE = np.array([UNLIKE.get(name, 4.0) for name in NAMES])


def drawn(questions: int, *, constant: str = "") -> list[Choice]:
    """Draw candidates, of which one is chosen as a conditional logit with known weights does."""
    random = np.random.default_rng(7)
    choices = []
    for number in range(questions):
        signals = random.random((12, len(NAMES)))
        if constant:
            signals[:, NAMES.index(constant)] = 0.5
        chosen = np.argmax(signals @ TRUE + random.gumbel(size=12))
        choices.append(Choice(f"document {number % 50}", signals, np.arange(12) == chosen))
    return choices


@pytest.fixture(scope="module")
def found() -> Fit:
    return fit(drawn(800))


def test_weights_that_made_the_choices_are_found_again(found: Fit) -> None:
    fitted = np.array([each.fitted for each in found.weights])
    errors = np.array([each.error for each in found.weights])
    expected = TRUE * fitted.sum() / TRUE.sum()

    assert np.all(np.abs(fitted - expected) < 3.5 * errors)
    assert np.all(errors < 0.15 * np.abs(fitted).max())
    assert fitted.sum() == pytest.approx(sum(each.in_use for each in found.weights))


def test_better_weights_have_a_better_likelihood_and_order_better(found: Fit) -> None:
    assert -np.log(12) < found.likelihood_in_use < found.likelihood < 0
    assert found.first_searched < found.first_in_use < found.first_fitted < 1


def test_a_signal_is_worth_what_is_lost_without_it(found: Fit) -> None:
    worth = {each.name: each.worth for each in found.weights}

    assert worth["only_title"] > 0.02
    assert worth["only_title"] > worth["brevity"]


def test_a_signal_that_never_differs_has_no_weight() -> None:
    weights = {each.name: each for each in fit(drawn(200, constant="alike")).weights}

    assert weights["alike"].fitted == pytest.approx(0, abs=1e-9)
    assert weights["alike"].worth == 0


def test_a_fit_needs_the_questions_of_several_documents() -> None:
    with refused(UnreadableFile, Problem.TOO_FEW_DOCUMENTS, count=4, limit=5):
        fit(drawn(4))


def town(folder: Path) -> Path:
    """Write a folder about six towns, with two passages and two questions of each."""
    towns = ("Arven", "Brack", "Corl", "Dunmor", "Eskel", "Farn")
    passages, questions = [], []
    for number, name in enumerate(towns):
        bridge, school = f"{name} bridge", f"{name} school"
        for title, text in (
            (bridge, f"The bridge of {name} opened in {1990 + number}. It is of stone."),
            (school, f"The school near the bridge of {name} has {number + 20} teachers."),
        ):
            passages.append({"id": title, "doc_id": name, "title": title, "text": text})
        for title, question in (
            (bridge, f"When did the bridge of {name} open?"),
            (school, f"How many teachers has the school of {name}?"),
        ):
            questions.append(
                {"id": f"{title}?", "question": question, "relevant_passage_ids": [title]}
            )
    return write(folder, passages, questions)


def test_questions_become_choices_among_what_the_search_found(tmp_path: Path) -> None:
    choices = list(choices_of(read_dataset(town(tmp_path))))

    assert len(choices) == 12
    assert all(choice.relevant.sum() == 1 < len(choice.relevant) for choice in choices)
    assert {choice.signals.shape[1] for choice in choices} == {len(NAMES)}
    assert {choice.group for choice in choices} == {
        *("Arven", "Brack", "Corl", "Dunmor", "Eskel", "Farn")
    }


def test_so_many_questions_are_the_same_ones_each_time(tmp_path: Path) -> None:
    dataset = read_dataset(town(tmp_path))

    one, other = ([each.group for each in choices_of(dataset, 5)] for _ in range(2))
    assert one == other
    assert len(one) == 5


def test_the_command_prints_each_weight_beside_the_one_in_use(tmp_path: Path) -> None:
    folder = str(town(tmp_path))

    done = CliRunner().invoke(app, ["fit", folder])
    assert done.exit_code == 0, done.output
    assert all(name in done.stdout for name in NAMES)
    assert "in use" in done.stdout
    summary = json.loads(CliRunner().invoke(app, ["fit", folder, folder, "--json"]).stdout)
    assert summary["questions"] == 24
    assert summary["first_fitted"] == 1
