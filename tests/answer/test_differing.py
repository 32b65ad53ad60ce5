from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.answer import at_first
from bot.model import Answer
from tests.answer.asking import Texts

TIDES = ("Tides", "The tides of the sound are told by the harbour office every day of the year.")
ACCIDENT = "how many people were injured in the ferry accident"
EARLY = ("Ferry accident in the sound", "In the ferry accident 12 people were injured.")


def differ(question: str, *texts: tuple[str, str], dates: tuple[str, ...] = ()) -> Answer:
    library = Texts(*texts, TIDES)
    library.passages = {
        id_: replace(each, document=replace(each.document, date=date))
        for (id_, each), date in zip(
            library.passages.items(), (*dates, *[""] * len(library.passages)), strict=False
        )
    }
    reply = library.ask(question)
    assert isinstance(reply, Answer)
    return reply


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            ACCIDENT,
            EARLY,
            ("Ferry accident: more injured", "18 people were injured in the ferry accident."),
        ),
        (
            "how much did the bridge cost",
            ("A footbridge for Arven", "The bridge opened on 26 May. It cost 4.4 million euros."),
            ("Footbridge of Arven was dearer", "The bridge cost 5.1 million euros, it says."),
        ),
        (
            "when does the museum open",
            ("Museum to open", "The museum of Arven opens on 3 May 2025."),
            ("Museum opens later", "The museum of Arven opens on 7 June 2025, and not in May."),
        ),
        (
            "what share of the members voted yes",
            ("Vote of the members", "62 percent of the members voted yes."),
            ("Vote counted anew", "58.5 % of the members voted yes, a new count shows."),
        ),
    ],
)
def test_sources_that_give_other_figures_stand_together_the_newest_first(
    question: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    for dates, newest in ((("2025-03-04", "2024-11-30"), one), (("2024", "2025-01-02"), other)):
        reply = differ(question, one, other, dates=dates)

        assert reply.differ
        assert reply.quotes[0].document.title == newest[0]
        assert len(reply.quotes) == 2
        assert at_first(reply) == reply


@pytest.mark.parametrize(
    "other",
    [
        (
            "Ferry accident: all at home",
            "All twelve people injured in the ferry accident are home.",
        ),
        ("Ferry accident: the captain", "In the ferry accident people were injured, he said."),
        ("Tram accident in the town", "In the tram accident 30 people were injured."),
        EARLY,
    ],
)
def test_what_says_the_same_or_is_about_something_else_does_not_differ(
    other: tuple[str, str],
) -> None:
    assert not differ(ACCIDENT, EARLY, other).differ


def test_a_document_does_not_differ_from_itself() -> None:
    text = "In the ferry accident 12 people were injured.\n\n" + (
        "In the other ferry accident 18 people were injured, many years ago, in the same place."
    )

    assert not differ(ACCIDENT, ("Ferry accident", text)).differ
