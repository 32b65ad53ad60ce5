"""``verbatim bench``: how fast the search is, side by side with other engines."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib import metadata
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from bot.cli.session import Session, json_option, reporting
from bot.measuring.speed.run import Measured, Tell, measure
from bot.measuring.speed.whole import Whole, measure_guilds, measure_whole
from bot.moments import utc_now

_INSTALL = "not installed; pip install -r requirements-bench.txt adds them"
_PACKAGES = ("rank-bm25", "bm25s", "numba", "tantivy", "numpy")
_WHOLE = {
    "question_p50": "p50 ms",
    "question_p99": "p99",
    "found_share": "index in memory",
    "cold_p50": "cold p50",
    "warm_p50": "warm p50",
    "before_ranking_cold_p50": "without the ranking, cold p50",
    "before_ranking_p50": "without the ranking, warm p50",
    "start_seconds": "first answer after opening s",
    "megabytes": "whole process MB",
    "kilobytes_per_passage": "KB a passage",
}


@click.command
@click.option(
    "--sizes",
    default="1000,10000,100000",
    show_default=True,
    help="How many passages, as in 1000,10000.",
)
@click.option(
    "--questions",
    type=click.IntRange(min=20),
    default=200,
    show_default=True,
    help="Questions at each size.",
)
@click.option(
    "--guilds",
    type=int,
    default=0,
    help="Measure so many servers of 500 passages each instead. 10000 take six minutes, and 11 GB"
    " of temporary files.",
)
@json_option
@click.pass_obj
def bench(session: Session, *, sizes: str, questions: int, guilds: int, as_json: bool) -> None:
    """Measure questions, changes, start and memory beside other search engines.

    The text is made by chance, the same at each run: words by Zipf's law, in sentences, passages
    and documents as long as those of releases. The library is not touched.
    """
    with reporting(), _telling() as tell:
        try:
            wanted = [int(size) for size in sizes.split(",")]
        except ValueError as error:
            message = "--sizes takes numbers of passages with commas between, as in 1000,10000."
            raise click.BadParameter(message) from error
        if guilds:
            engines, whole = [], [measure_guilds(guilds, tell)]
        else:
            engines = [each for size in wanted for each in measure(size, questions, tell)]
            whole = [measure_whole(size, questions, tell) for size in wanted if size <= 100_000]
    if as_json:
        click.echo(json.dumps({"engines": _plain(engines), "whole": _plain(whole), **_setting()}))
        return
    terminal = session.terminal
    terminal.note(" · ".join(_setting().values()))
    for size in wanted if engines else ():
        terminal.note(f"\n{size:,} passages: one question for the best 30 (and ten), and the rest")
        terminal.show(_engines([each for each in engines if each.passages == size]))
    terminal.note("Whole questions, from their text to quotes (servers × passages)")
    terminal.show(_whole(whole))
    missing = dict.fromkeys(each.engine for each in engines if not each.installed)
    if missing:
        terminal.note(f"{' and '.join(missing)}: {_INSTALL}.")


@contextmanager
def _telling() -> Iterator[Tell]:
    """Yield what shows in one line of standard error what is being done, on a terminal only."""
    with Console(stderr=True).status("starting") as status:
        yield status.update


def _setting() -> dict[str, str]:
    versions = []
    for name in _PACKAGES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{name} –")
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return {
        "date": f"{utc_now():%Y-%m-%d}",
        "python": python,
        "versions": ", ".join(versions),
    }


def _plain(rows: Sequence[Measured | Whole]) -> list[dict[str, Any]]:
    plain = [asdict(row) for row in rows]
    for row in plain:
        row.pop("seconds", None)
    return [{name: _rounded(value) for name, value in row.items()} for row in plain]


def _rounded(value: object) -> object:
    return float(f"{value:.3g}") if isinstance(value, float) else value


def _engines(rows: Sequence[Measured]) -> Table:
    table = _table(
        "", "p50 ms", "p99", "× ours", "ten", "build s", "add ms", "remove", "load s", "MB"
    )
    for row in rows:
        if row.installed:
            asked = (row.question_p50, row.question_p99, row.ratio, row.question_p50_at_10)
            changed = (row.build_seconds, row.add_p50, row.remove_p50, row.load_seconds)
            table.add_row(row.engine, *map(_cell, (*asked, *changed, row.megabytes)))
    return table


def _whole(rows: Sequence[Whole]) -> Table:
    table = _table("", *(f"{row.guilds:,} × {row.passages:,}" for row in rows))
    for name, head in _WHOLE.items():
        table.add_row(head, *(_cell(getattr(row, name)) for row in rows))
    return table


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=True)
    return table


def _cell(value: float | None) -> str:
    if value is None or math.isnan(value):
        return "—"
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"
