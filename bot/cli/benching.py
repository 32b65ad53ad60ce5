"""``verbatim bench``: how fast the search is, side by side with other engines."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime
from importlib import metadata
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.benchmark.run import Measured, Tell, measure
from bot.benchmark.whole import Whole, measure_guilds, measure_whole
from bot.cli.session import Session, reporting

_INSTALL = "not installed: pip install -r requirements-bench.txt"
_PACKAGES = ("rank-bm25", "bm25s", "numba", "tantivy", "numpy")


def bench(
    context: typer.Context,
    *,
    sizes: Annotated[str, typer.Option(help="How many passages, as in 1000,10000.")] = (
        "1000,10000,100000"
    ),
    questions: Annotated[int, typer.Option(min=20, help="Questions at each size.")] = 200,
    guilds: Annotated[
        int, typer.Option(help="Measure so many servers of 500 passages each instead; takes long.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object for programs.")] = False,
) -> None:
    """Measure questions, changes, start and memory beside other search engines.

    The text is made by chance, the same at each run: words by Zipf's law, in sentences, passages
    and documents as long as those of releases. The library is not touched.
    """
    session: Session = context.obj
    with reporting(), _telling() as tell:
        try:
            wanted = [int(size) for size in sizes.split(",")]
        except ValueError as error:
            message = "--sizes takes numbers of passages with commas between, as in 1000,10000."
            raise typer.BadParameter(message) from error
        if guilds:
            engines, whole = [], [measure_guilds(guilds, tell)]
        else:
            engines = [each for size in wanted for each in measure(size, questions, tell)]
            whole = [measure_whole(size, questions, tell) for size in wanted if size <= 100_000]
    if as_json:
        typer.echo(json.dumps({"engines": _plain(engines), "whole": _plain(whole), **_setting()}))
        return
    session.terminal.note(" · ".join(_setting().values()))
    if engines:
        session.terminal.table(_engines(engines))
    session.terminal.table(_whole(whole))


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
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
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
    table = Table(
        "passages", "engine", "question p50 ms", "p99 ms", "× ours", "best 10 p50 ms", "build s",
        "add one ms", "remove one ms", "load s", "memory MB",
    )  # fmt: skip
    for row in rows:
        start = (f"{row.passages:,}", row.engine)
        if not row.installed:
            table.add_row(*start, _INSTALL)
            continue
        numbers = (row.question_p50, row.question_p99, row.ratio, row.question_p50_at_10)
        changes = (row.build_seconds, row.add_p50, row.remove_p50, row.load_seconds, row.megabytes)
        table.add_row(*start, *map(_cell, (*numbers, *changes)), end_section=row is rows[-1])
    return table


def _whole(rows: Sequence[Whole]) -> Table:
    table = Table(
        "servers", "passages", "whole question p50 ms", "p99 ms", "without ranking p50 ms",
        "first answer s", "process MB", "KB a passage",
    )  # fmt: skip
    for row in rows:
        numbers = [getattr(row, each.name) for each in fields(row)[2:]]
        table.add_row(f"{row.guilds:,}", f"{row.passages:,}", *map(_cell, numbers))
    return table


def _cell(value: float | None) -> str:
    if value is None or math.isnan(value):
        return "—"
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
