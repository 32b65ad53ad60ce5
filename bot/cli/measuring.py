"""``verbatim evaluate``: how well questions are answered, with the uncertainty of each number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.exceptions import Exit
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.answer.semantic import Semantic, is_installed
from bot.cli.session import PATH, Session, json_option, reporting
from bot.errors import Problem, UnreadableFile
from bot.measuring.quality import shown
from bot.measuring.quality.dataset import read_dataset
from bot.measuring.quality.metrics import (
    Outcome,
    columns,
    difference,
    interval,
    mean,
    summarise,
)
from bot.measuring.quality.run import Run
from bot.measuring.quality.shown import Shown
from bot.settings import load_settings

Columns: TypeAlias = Mapping[str, Mapping[str, float]]
"""For each mean, the values of the questions that count for it."""


@click.command
@click.argument("folder", type=PATH, help="Has passages.jsonl and questions.jsonl.")
@click.option(
    "--as-asked", is_flag=True, help="Tell what a person is shown, at the bot's own decisions."
)
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
    as_asked: bool,
    without: bool,
    as_json: bool,
    save: Path | None,
    against: Path | None,
) -> None:
    """Ask every question of a folder and print how well it is answered.

    The library is not touched: the folder's passages are all that is searched.
    """
    with reporting():
        before = _load(against, as_asked=as_asked) if against else {}
        dataset = read_dataset(folder)
        wanted = load_settings(**session.options).wants_semantic(is_installed)
        run = Run(dataset, Semantic() if wanted else None)
        questions = track(dataset.questions, "Asking", console=Console(stderr=True), transient=True)
        outcomes: list[Outcome] | list[Shown]
        summary: dict[str, Any] = {
            "passages": len(dataset.items),
            "questions": len(dataset.questions),
        }
        if as_asked:
            outcomes = list(run.ask_as_asked(questions))
            ours = shown.columns(outcomes)
            summary |= {name: mean(column) for name, column in ours.items()}
        else:
            outcomes = list(run.ask(questions))
            if without:
                outcomes += run.ask_without(dataset.questions)
            ours = columns(outcomes)
            summary |= summarise(outcomes)
        if save:
            save.write_text(json.dumps([asdict(each) for each in outcomes]), encoding="utf-8")
        if as_json:
            click.echo(json.dumps({name: _rounded(value) for name, value in summary.items()}))
        else:
            session.terminal.show(_table(summary, ours, before))
    raise Exit(0)


def _table(summary: Mapping[str, Any], ours: Columns, theirs: Columns) -> Table:
    table = Table("", "value", "95 % interval", *(["gain", "95 % interval"] if theirs else []))
    for name, value in summary.items():
        cells = [name.replace("_", " "), "–" if value is None else f"{_rounded(value):g}", ""]
        if ours.get(name):
            cells[2] = "{:.3f} to {:.3f}".format(*interval(ours[name]))
            gain = difference(ours[name], theirs.get(name, {}))
            if gain:
                cells += [f"{gain[0]:+.3f}", "{:+.3f} to {:+.3f}".format(*gain[1:])]
        table.add_row(*cells)
    return table


def _rounded(value: float | None) -> float | int | None:
    return round(value, 4) if isinstance(value, float) else value


def _load(path: Path, *, as_asked: bool) -> Columns:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        if as_asked:
            return shown.columns([Shown.of_fields(row) for row in rows])
        return columns(
            [Outcome(**{**row, "relevant_ranks": tuple(row["relevant_ranks"])}) for row in rows]
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(Problem.NO_SAVED_RUN, name=str(path), reason=str(error)) from error
