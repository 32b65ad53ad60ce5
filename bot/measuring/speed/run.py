"""One interleaved run: each engine answers a few questions, then the next, and so on in turns.

A machine that is slow for a while is thus slow for all. Times are in milliseconds where it is not
said otherwise.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.measuring.speed.child import Child
from bot.measuring.speed.rivals import RIVALS
from bot.measuring.speed.texts import Maker

DEPTHS = (30, 10)
"""How many passages are asked for: what the bot ranks, and what a page of results shows."""

_TURN = 20
"""Questions in one turn of an engine."""

_PATIENCE = 15.0
"""Seconds after which an engine is asked no more at one depth."""

_CHANGES = 40
"""Passages that are added, and removed again."""

Tell = Callable[[str], None]


@dataclass(slots=True)
class Measured:
    """What one engine did at one size; ``None`` is what it cannot do."""

    engine: str
    passages: int
    installed: bool = True
    question_p50: float | None = None
    question_p99: float | None = None
    question_p50_at_10: float | None = None
    build_seconds: float | None = None
    add_p50: float | None = None
    remove_p50: float | None = None
    load_seconds: float | None = None
    megabytes: float | None = None
    ratio: float | None = None
    """Its median question to ours."""
    seconds: dict[int, list[float]] = field(default_factory=dict, repr=False)


def measure(passages: int, questions: int, tell: Tell, *, seed: int = 0) -> list[Measured]:
    """Measure every engine on so many passages."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="verbatim-bench-")))
        tell("making text")
        file = folder / "passages.txt"
        asked, more = _made(file, passages, questions, Maker(seed))
        found = []
        children = []
        for number, (name, rival) in enumerate(RIVALS.items()):
            result = Measured(name, passages)
            found.append(result)
            if passages > rival.largest:
                continue
            child = Child(name, folder / str(number), file)
            stack.callback(child.stop)
            result.installed = child.installed
            if child.installed:
                tell(f"{name} builds")
                result.build_seconds, result.megabytes = child.do("build")
                children.append((child, result))
        _ask(children, asked, tell)
        for child, result in children:
            tell(f"{result.engine} changes")
            _change(child, result, passages, more, asked[0])
        _compare(found)
        return found


def _made(
    file: Path, passages: int, questions: int, maker: Maker
) -> tuple[list[list[str]], list[list[str]]]:
    """Write passages, and return questions on them and passages to add."""
    every = max(passages // questions, 1)
    asked = []
    with file.open("w", encoding="utf-8") as lines:
        for number, terms in enumerate(maker.terms(passages)):
            lines.write(f"{' '.join(terms)}\n")
            if number % every == 0:
                asked.append(maker.question(terms))
    return asked[:questions], list(maker.terms(_CHANGES))


def _ask(
    children: Sequence[tuple[Child, Measured]], asked: Sequence[list[str]], tell: Tell
) -> None:
    for child, _ in children:  # what is compiled or cached at first does not count
        child.do("ask", asked[:_TURN], DEPTHS[0])
    for depth in DEPTHS:
        for start in range(0, len(asked), _TURN):
            tell(f"question {start + 1} of {len(asked)}, {depth} passages each")
            for child, result in children:
                times = result.seconds.setdefault(depth, [])
                if sum(times) < _PATIENCE:
                    times += child.do("ask", asked[start : start + _TURN], depth)
    for _, result in children:
        wide, narrow = (np.array(result.seconds[depth]) * 1000 for depth in DEPTHS)
        result.question_p50, result.question_p99 = map(float, np.percentile(wide, [50, 99]))
        result.question_p50_at_10 = float(np.median(narrow))


def _change(
    child: Child, result: Measured, passages: int, more: Sequence[list[str]], question: list[str]
) -> None:
    for name, times in (
        ("add_p50", child.do("add", passages, more)),
        ("remove_p50", child.do("remove", list(range(passages, passages + len(more))))),
    ):
        if times:
            setattr(result, name, float(np.median(times)) * 1000)
    result.load_seconds = child.do("load", question, DEPTHS[0])


def _compare(found: Sequence[Measured]) -> None:
    ours = found[0].question_p50
    for result in found:
        if ours and result.question_p50:
            result.ratio = result.question_p50 / ours
