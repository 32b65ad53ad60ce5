from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compare.diff import diff
from bot.compare.passage import counterpart
from bot.model import Span

OLD = (
    "Rules of the harbour.\n\n"
    "The gate of the harbour closes at nine in the evening. It opens again at six.\n\n"
    "Ships longer than 90 metres need a pilot, and the harbour office sends one within an hour.\n\n"
    "Dogs are welcome on the quay.\n"
)


def became(quote: str, new: str, old: str = OLD) -> str | None:
    start = old.index(quote)
    span = counterpart(diff(old, new), Span(start, start + len(quote)))
    return None if span is None else span.of(new)


GATE = "The gate of the harbour closes at nine in the evening."
DOGS = "Dogs are welcome on the quay."


@pytest.mark.parametrize(
    ("quote", "changed", "expected"),
    [
        (GATE, ("nine", "ten"), GATE.replace("nine", "ten")),
        (GATE, ("The gate", "In summer the gate"), GATE.replace("The", "In summer the")),
        (GATE, ("evening.", "evening, or at ten."), GATE[:-1] + ", or at ten."),
        (DOGS, ("Dogs are", "The harbour has a new crane. Dogs are"), DOGS),
        ("It opens again at six.", ("the harbour.", "the new port."), "It opens again at six."),
        (DOGS, (DOGS, "No fishing."), None),
        (DOGS, ("\n\n" + DOGS, ""), None),
    ],
)
def test_a_passage_is_found_with_the_words_that_replaced_its_own(
    quote: str, changed: tuple[str, str], expected: str | None
) -> None:
    assert became(quote, OLD.replace(*changed)) == expected


def test_a_passage_that_was_moved_is_found_where_it_stands_now() -> None:
    gate = "The gate of the harbour closes at nine in the evening."
    rest = OLD.replace(gate, "")
    new = f"{rest * 3}\n\nThe gate of the harbour closes at nine in the evening, except in June."

    assert became(gate, new) == gate[:-1] + ", except in June."


def test_a_passage_with_much_put_before_it_begins_with_its_own_sentence() -> None:
    quote = "The gate of the harbour closes at nine in the evening. It opens again at six."
    much = " ".join(f"Sentence {n} is new here." for n in range(99))
    new = OLD.replace(
        "The gate of the harbour closes", f"{much} The old gate of the harbour closes"
    )

    assert became(quote, new) == quote.replace("The gate", "The old gate")


@settings(deadline=None)
@given(st.text("ab .\n", max_size=80), st.text("ab .\n", max_size=80), st.data())
def test_what_is_found_is_a_span_of_the_new_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))

    span = counterpart(diff(old, new), Span(start, end)) if end > start else None

    assert span is None or 0 <= span.start <= span.end <= len(new)


@settings(deadline=None)
@given(st.text(max_size=80), st.data())
def test_a_passage_that_did_not_change_is_found_as_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]

    if quote and quote == quote.strip():
        assert counterpart(diff(text, text), Span(start, end)) == Span(start, end)
