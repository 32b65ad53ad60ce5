from __future__ import annotations

import json
from functools import partial

from bot.answer.profile import stored_profile, stored_profile_and_terms
from bot.compare.sketch import sketch
from bot.ingest.passages import passages
from bot.measures import Measures
from bot.progress import Progress, Unit
from bot.search.analysis import Analysis
from bot.search.terms import forward_of

TEXT = "\n\n".join(
    f"On {day} May the council paid €{day},000 to Ms Anna Berg, who runs the ferry. "
    f"It’s the {day}th time that the U.S. embassy’s Danish café closes at 9 p.m."
    for day in range(1, 30)
)
ANALYSIS = Analysis()
ANALYSE = partial(stored_profile_and_terms, analysis=ANALYSIS)


def test_one_analysis_gives_the_terms_and_the_profiles_that_two_gave() -> None:
    for language in ("en", "fr", ""):
        spans = passages(TEXT, ())
        made = Measures.of("The café", language, TEXT, spans, ANALYSE)

        texts = [span.of(TEXT) for span in spans]
        assert made.terms == forward_of("The café", language, texts, ANALYSIS).dump()
        assert made.profiles == [
            stored_profile(text, language, analysis=ANALYSIS) for text in texts
        ]
        assert made.sketch == sketch(TEXT)
        assert made.spans == spans


def test_measures_are_the_same_after_a_way_through_json() -> None:
    for text in (TEXT, "Word."):
        made = Measures.of("A title", "en", text, passages(text, ()), ANALYSE)

        assert Measures.of_fields(json.loads(json.dumps(made.fields()))) == made


def test_how_many_passages_are_measured_is_told() -> None:
    told: list[Progress] = []
    spans = passages(TEXT, ()) * 10

    Measures.of("A title", "en", TEXT, spans, ANALYSE, told.append)

    assert [each.done for each in told] == list(range(0, len(spans), 100))
    assert {(each.unit, each.total) for each in told} == {(Unit.PASSAGE, len(spans))}
