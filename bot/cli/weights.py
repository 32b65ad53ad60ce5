"""``verbatim fit``: the weights of the ranking signals that a folder's questions ask for."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.session import PATH, Session, json_option, reporting
from bot.measuring.quality.dataset import read_dataset
from bot.measuring.quality.fit import Fit, choices_of, fit


@click.command
@click.argument("folders", type=PATH, nargs=-1, required=True, help="Each as for `evaluate`.")
@click.option("--most", type=click.IntRange(min=1), help="Take so many questions of each folder.")
@json_option
@click.pass_obj
def fit_weights(
    session: Session, folders: tuple[Path, ...], *, most: int | None, as_json: bool
) -> None:
    """Fit the weights of ranking to the questions of folders; none in use is changed.

    Prints each weight beside the one in use, with what the signal is worth, and how often the
    right passage comes first by cross-validation.
    """
    with reporting():
        console = Console(stderr=True)
        datasets = [read_dataset(folder) for folder in folders]
        choices = [
            choice
            for dataset in datasets
            for choice in track(
                choices_of(dataset, most), "Asking", console=console, transient=True
            )
        ]
        with console.status("Fitting"):
            found = fit(choices)
        if as_json:
            click.echo(json.dumps(asdict(found)))
        else:
            session.terminal.show(_weights(found))
            session.terminal.show(_summary(found))


def _weights(found: Fit) -> Table:
    table = Table("signal", "in use", "fitted", "± error", "worth at rank 1")
    for each in found.weights:
        figures = (each.in_use, each.fitted, each.error)
        table.add_row(each.name, *(f"{figure:.3f}" for figure in figures), f"{each.worth:+.4f}")
    return table


def _summary(found: Fit) -> Table:
    table = Table("", "search alone", "weights in use", "fitted")
    table.add_row(
        "right first",
        *(f"{each:.4f}" for each in (found.first_searched, found.first_in_use, found.first_fitted)),
    )
    likelihoods = (found.likelihood_in_use, found.likelihood)
    table.add_row("log likelihood", "", *(f"{each:.4f}" for each in likelihoods))
    table.add_row("questions", "", "", str(found.questions))
    return table
