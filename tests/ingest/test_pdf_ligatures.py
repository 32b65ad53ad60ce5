from __future__ import annotations

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.ligatures import lost_letters
from bot.model import NoteKind
from tests.ingest.test_pdf_paper import column, written

LOST = (
    "The irst ofice is open for all who have a speciic wish,",
    "and its oicers ask with conidence for the certiicate of",
    "those who come to it from the villages along the river.",
)


def test_letters_that_a_font_lost_are_told_for_the_moderator() -> None:
    (note,) = pdf.read_pdf(written(column(*LOST))).notes

    assert note.kind is NoteKind.LETTERS_LOST
    assert note.examples == (("irst", "first"), ("speciic", "specific"), ("oicers", "officers"))


@pytest.mark.parametrize(
    "text",
    [
        "An eective nancial conict",
        "Der Einuss ist häug und öentlich",
        "Le nancement ociel est eectif",
        "El benecio denitivo es especíco",
    ],
)
def test_letters_are_missed_in_several_languages(text: str) -> None:
    assert lost_letters(f"{text}. {text}.")


@pytest.mark.parametrize(
    "text",
    [
        "The irst irst irst, the irst speciic",
        "The first specific officers ask with confidence for the certificate.",
        "Un efect diferent cere un efort oficial.",
        "De plicht is specifiek, den inden sproget.",
        "Confit de canard, trafic, benet, prole.",
    ],
)
def test_a_slip_and_words_of_other_languages_raise_no_alarm(text: str) -> None:
    assert lost_letters(text) == ()
