"""``verbatim evaluate``: how well questions are answered, with the uncertainty of each number."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.answer.semantic import Semantic
from bot.cli.session import PATH, Session, json_option, reporting
from bot.errors import Problem, UnreadableFile
from bot.measuring.quality.dataset import read_dataset
from bot.measuring.quality.metrics import MEANS, Outcome, columns, difference, interval, summarise
from bot.measuring.quality.run import Run
from bot.settings import load_settings


@click.command
@click.argument("folder", type=PATH, help="Has passages.jsonl and questions.jsonl.")
@click.option(
    "--without", is_flag=True, help="Ask each again without the documents that answer it."
)
@json_option
@click.option("--save", type=PATH, help="Keep the outcome of each question in this file.")
@click.option(
    "--against", type=PATH, help="Compare with a run that --save kept, question by question."
)
@click.pass_obj
def evaluate(
    session: Session,
    folder: Path,
    *,
    without: bool,
    as_json: bool,
    save: Path | None,
    against: Path | None,
) -> None:
    """Ask every question of a folder and print how well it is answered.

    The library is not touched: the folder's passages are all that is searched.
    """
    with reporting():
        before = _load(against) if against else None
        dataset = read_dataset(folder)
        run = Run(dataset, Semantic() if load_settings(**session.options).semantic else None)
        questions = track(dataset.questions, "Asking", console=Console(stderr=True), transient=True)
        outcomes = list(run.ask(questions))
        if without:
            outcomes += run.ask_without(dataset.questions)
        if save:
            save.write_text(json.dumps([asdict(each) for each in outcomes]), encoding="utf-8")
        sizes = {"passages": len(dataset.items), "questions": len(dataset.questions)}
        summary = {**sizes, **summarise(outcomes)}
        if as_json:
            click.echo(json.dumps({name: _rounded(value) for name, value in summary.items()}))
        else:
            session.terminal.table(_table(summary, outcomes, before))
    raise Exit(0)


def _table(
    summary: Mapping[str, Any], outcomes: Sequence[Outcome], before: Sequence[Outcome] | None
) -> Table:
    table = Table("", "value", "95 % interval", *(["gain", "95 % interval"] if before else []))
    ours, theirs = columns(outcomes), columns(before or ())
    for name, value in summary.items():
        cells = [name.replace("_", " "), "–" if value is None else f"{_rounded(value):g}", ""]
        if name in MEANS and ours[name]:
            cells[2] = "{:.3f} to {:.3f}".format(*interval(ours[name]))
            gain = difference(ours[name], theirs[name])
            if gain:
                cells += [f"{gain[0]:+.3f}", "{:+.3f} to {:+.3f}".format(*gain[1:])]
        table.add_row(*cells)
    return table


def _rounded(value: float | None) -> float | int | None:
    return round(value, 4) if isinstance(value, float) else value


def _load(path: Path) -> list[Outcome]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Outcome(**{**row, "relevant_ranks": tuple(row["relevant_ranks"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(Problem.NO_SAVED_RUN, name=str(path), reason=str(error)) from error
