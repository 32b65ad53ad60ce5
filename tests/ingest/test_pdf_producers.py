"""What common producers write is read as it was, or a note says what cannot be told.

The fonts are Typst's own and those of the system. ``python -m tests.measure_scripts`` prints the
same for other producers, which need programs or libraries of the system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.known_scripts import KNOWN, Known, font_file
from tests.measure_scripts import outcome
from tests.producers import PACKAGES, Unable, with_typst

OWN: Mapping[str, str] = {
    "Latin ligatures": "Libertinus Serif",
    "raised figures": "Libertinus Serif",
    "small capitals": "Libertinus Serif",
    "letter-spacing": "Libertinus Serif",
    "hyphenation": "Libertinus Serif",
    "Greek": "Libertinus Serif",
    "Cyrillic": "Libertinus Serif",
    "Hebrew": "Libertinus Serif",
    "Arabic": "DejaVu Sans Mono",
    "mathematics": "New Computer Modern Math",
}
"""Texts that can be written with Typst's own fonts, so that nothing of the machine matters."""

INSTALLED = [name for name in ("fpdf2", "Typst") if find_spec(PACKAGES[name][0])]


@pytest.mark.skipif(not find_spec("typst"), reason="Typst is not installed")
@pytest.mark.parametrize("known", [k for k in KNOWN if k.name in OWN], ids=lambda known: known.name)
def test_what_typst_writes_with_its_own_fonts_is_read_as_it_was(
    known: Known, tmp_path: Path
) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(with_typst(replace(known, family=OWN[known.name]), tmp_path, own_fonts=True))

    assert outcome(known, file) == "="


@pytest.mark.skipif(not INSTALLED, reason="no producer is installed")
@pytest.mark.parametrize("producer", INSTALLED)
@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_what_packages_write_with_the_fonts_of_the_system_is_read_or_told(
    known: Known, producer: str, tmp_path: Path
) -> None:
    if not font_file(known.family):
        pytest.skip("no such font")
    file = tmp_path / "page.pdf"
    try:
        file.write_bytes(PACKAGES[producer][1](known, tmp_path))
    except Unable:
        pytest.skip("the producer cannot write this")

    assert outcome(known, file) in {"=", "blanks", "note", "refused"}
