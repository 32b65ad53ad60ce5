"""What the fonts say of their signs, and which letters those are."""

from __future__ import annotations

from bot.ingest import pdf
from bot.ingest.reading import Reading
from tests.ingest.test_pdf_paper import column, written


def read(*lines: str, **signs: str) -> Reading:
    """Read lines in which ``{A}`` is a sign of which the font says that it means ``signs["A"]``."""
    codes = {name: chr(0xE000 + ord(name)) for name in signs}
    meanings = {codes[name]: text for name, text in signs.items()}
    return pdf.read(written(column(*(line.format(**codes) for line in lines)), signs=meanings))


def test_letters_beyond_the_first_plane_are_whole() -> None:
    assert read("Let {X} = {Y} be the equation that is solved.", X="𝑥", Y="𝑦").text == (
        "Let 𝑥 = 𝑦 be the equation that is solved."
    )


def test_half_of_a_letter_is_marked_as_unknown() -> None:
    assert read("Let {X} = {Y} be the equation that is solved.", X="\ud835", Y="\udc66").text == (
        "Let \ufffd = \ufffd be the equation that is solved."
    )
