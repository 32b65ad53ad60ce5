from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import app
from bot.engine.bundled import read_bundled
from bot.ingest.passages import passages
from bot.measuring.quality.dataset import Dataset, Item, Question, read_dataset
from bot.measuring.quality.metrics import summarise
from bot.measuring.quality.run import Run, _holds
from bot.settings import bundled_corpus
from tests.conftest import SHARED

PASSAGES = [
    {"id": "gate", "title": "Harbour", "text": "The gate closes at nine.", "lang": "en"},
    {"id": "ferry", "title": "Ferry", "text": "A ticket costs four euros.", "lang": "en"},
    {"id": "hafen", "title": "Hafen", "text": "Der Hafen hat drei Kräne.", "lang": "de"},
]
QUESTIONS = [
    {
        "id": "1",
        "question": "When does the gate close?",
        "answers": ["NINE"],
        "relevant_passage_ids": ["gate"],
    },
    {
        "id": "2",
        "question": "Wie viele Kräne hat der Hafen?",
        "answers": ["drei"],
        "relevant_passage_ids": ["hafen"],
    },
    {"id": "3", "question": "Who won the cup?", "answers": [], "answerable": False},
]
FIELDS = {
    "passages",
    "questions",
    "success_at_1",
    "success_at_5",
    "mrr_at_10",
    "ndcg_at_10",
    "answer_in_first",
    "answer_in_first_three",
    "answer_in_sentence",
    "auroc",
    "false_answers_at_90",
    "ms_per_question",
}


def write(folder: Path, passages: list[Any], questions: list[Any]) -> Path:
    for name, rows in (("passages", passages), ("questions", questions)):
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def evaluate(*arguments: object, status: int = 0) -> Result:
    done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    assert done.exit_code == status, done.output
    return done


def test_the_object_for_programs_has_the_promised_fields(tmp_path: Path) -> None:
    folder = write(tmp_path, PASSAGES, QUESTIONS)

    summary = json.loads(evaluate(folder, "--json").stdout)

    assert set(summary) == FIELDS
    assert (summary["passages"], summary["questions"]) == (3, 3)
    assert summary["success_at_1"] == summary["answer_in_sentence"] == summary["auroc"] == 1
    assert summary["false_answers_at_90"] == 0
    assert summary["ms_per_question"] > 0


def test_a_run_is_compared_with_one_that_was_kept(tmp_path: Path) -> None:
    folder = write(tmp_path, PASSAGES, QUESTIONS)
    evaluate(folder, "--save", tmp_path / "run.json")

    table = evaluate(folder, "--against", tmp_path / "run.json").stdout

    assert "success at 1" in table
    assert "+0.000" in table


def test_as_asked_tells_what_a_person_is_shown(tmp_path: Path) -> None:
    asked = [
        *QUESTIONS,
        {
            "id": "4",
            "question": "How many keepers has the gate?",
            "answerable": False,
            "near": True,
        },
        {
            "id": "5",
            "question": "and what does the ticket cost?",
            "follows": "1",
            "answers": ["four"],
        },
        {"id": "6", "question": "a ticket, please", "kind": "polite", "answers": ["four"]},
    ]
    folder = write(tmp_path, PASSAGES, asked)

    summary = json.loads(evaluate(folder, "--as-asked", "--json", "--save", tmp_path / "a").stdout)
    table = evaluate(folder, "--as-asked", "--against", tmp_path / "a").stdout

    assert summary["answer_as_answer"] == summary["answer_in_first"] == 1
    assert summary["answer_shown"] == summary["polite_shown"] == summary["follow_ups_shown"] == 1
    assert summary["follow_ups_silent"] == 0
    assert (summary["off_topic_as_answer"], summary["off_topic_shown"]) == (0, 0)
    assert summary["near_misses_as_answer"] == 0
    assert summary["quotes_of_an_answer"] >= 1
    assert "near misses shown" in table
    assert "+0.000" in table


def test_a_follow_up_keeps_all_questions_before_it(tmp_path: Path) -> None:
    chain = [
        {"id": "3", "question": "and why?", "follows": "2"},
        {"id": "1", "question": "When does the gate close?"},
        {"id": "2", "question": "And the ferry?", "follows": "1"},
        {"id": "4", "question": "Who?", "follows": "4"},
    ]

    questions = read_dataset(write(tmp_path, PASSAGES, chain)).questions

    assert [each.earlier for each in questions] == [
        "When does the gate close? And the ferry?",
        "",
        "When does the gate close?",
        "Who?",
    ]


@pytest.mark.parametrize(
    ("answer", "text", "held"),
    [
        ("四月", "会议于四月二日举行。", True),
        ("月二", "Der Mai", False),
        ("กรุงเทพ", "การประชุมจัดขึ้นที่กรุงเทพมหานคร", True),
        ("four", "Fourteen came.", False),
        ("FOUR", "There were four.", True),
    ],
)
def test_an_answer_stands_in_whole_words_but_in_scripts_without_blanks(
    answer: str, text: str, held: bool
) -> None:
    assert _holds([answer], [text]) == held


def test_what_a_question_finds_without_the_document_that_answers_it_judges_abstaining(
    tmp_path: Path,
) -> None:
    gates = [
        {"id": "old", "doc_id": "gates", "text": "The old gate closes at eight."},
        {"id": "new", "doc_id": "gates", "text": "The new gate closes at ten."},
    ]
    asked = [
        {"id": "4", "question": "When does the new gate close?", "relevant_passage_ids": ["new"]}
    ]
    dataset = read_dataset(write(tmp_path, [*PASSAGES[1:], *gates], QUESTIONS[1:2] + asked))
    run = Run(dataset)

    first, gate = run.ask_without(dataset.questions)
    again = list(run.ask(dataset.questions))

    assert not first.answerable
    assert (gate.confidence, gate.relevant_ranks) == (0, ())
    assert [each.relevant_ranks for each in again] == [(1,), (1,)]
    assert json.loads(evaluate(tmp_path, "--json").stdout)["auroc"] is None
    assert json.loads(evaluate(tmp_path, "--json", "--without").stdout)["auroc"] == 1


@pytest.mark.parametrize(
    ("passages", "questions", "sentence"),
    [
        ([], QUESTIONS, "no passages or no questions"),
        (PASSAGES, ["{"], "Line 1 of"),
        ([{"id": "x"}], QUESTIONS, "must have these strings: id, text"),
        ([["x"]], QUESTIONS, "must have these strings: id, text"),
    ],
)
def test_a_folder_that_cannot_be_read_gets_a_sentence(
    tmp_path: Path, passages: list[Any], questions: list[Any], sentence: str
) -> None:
    folder = write(tmp_path, passages, questions)

    assert sentence in evaluate(folder, status=2).stderr


def test_a_missing_folder_and_a_wrong_run_get_a_sentence(tmp_path: Path) -> None:
    folder = write(tmp_path, PASSAGES, QUESTIONS)

    assert "cannot be read" in evaluate(tmp_path / "nowhere", status=2).stderr
    wrong = evaluate(folder, "--against", folder / "passages.jsonl", status=2)
    assert "is not a run" in wrong.stderr


def test_questions_on_the_bundled_documents_keep_their_floors() -> None:
    items: list[Item] = []
    slugs: dict[str, list[Item]] = {}
    for path in sorted(bundled_corpus().rglob("*.md")):
        source = read_bundled(path.name, path.read_bytes())
        for span in passages(source.text, source.landmarks):
            id_ = f"{path.stem}#{span.start}"
            text = span.of(source.text)
            items.append(Item(id_, source.title, text, source.language, path.stem))
            slugs.setdefault(f"{path.parent.name}/{path.stem}", []).append(items[-1])
    file = Path(__file__).parents[2] / "data" / "bundled_questions.jsonl"
    asked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    questions = tuple(
        Question(
            id=str(number),
            text=row["question"],
            answers=(row["answer"],) if row["answerable"] else (),
            relevant=frozenset(
                item.id for item in slugs.get(row["document"], ()) if row["answer"] in item.text
            ),
            answerable=row["answerable"],
            near=False,
            earlier="",
            kind="",
        )
        for number, row in enumerate(asked)
    )

    summary = summarise(list(Run(Dataset(tuple(items), questions)).ask(questions)))

    floors = {"success_at_1": 0.84, "answer_in_first_three": 0.92, "auroc": 0.95}
    for name, floor in floors.items():
        value = summary[name]
        assert value is not None
        assert value >= floor, name


@pytest.mark.skipif(not (SHARED / "eval").exists(), reason="the evaluation sets are not here")
@pytest.mark.parametrize("name", ["squad_dev", "scifact", "xquad"])
def test_the_evaluation_sets_can_be_read(name: str) -> None:
    dataset = read_dataset(SHARED / "eval" / name)

    assert len(dataset.items) > 500
    assert len(dataset.questions) >= 300
