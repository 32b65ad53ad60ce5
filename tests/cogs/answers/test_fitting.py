from __future__ import annotations

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.cogs.answers.fitting import fit, shorten, shown
from bot.cogs.ui.limits import DISPLAY_TEXT, units
from bot.cogs.ui.markdown import beginning
from bot.model import Quote, Span
from tests.cogs.rendering import ended, shows
from tests.cogs.samples import quote

SENTENCE = "The *gate* of the harbour closes at nine in the evening, on every day of the year. "
TEXT = (SENTENCE * 9).strip()
NASTY = st.text(
    alphabet=st.sampled_from("ab *_|~`.<\\\n\u0301汉🙂\u202e"), min_size=1, max_size=300
)


def overhead(_quote: Quote) -> int:
    return 100


def test_quotes_that_fit_are_left_as_they_are() -> None:
    quotes = [quote(TEXT, start=0), quote(TEXT, start=5000)]

    assert fit(quotes, DISPLAY_TEXT, overhead) == quotes


def test_the_room_is_used_to_the_last_unit() -> None:
    quotes = [quote(TEXT)]
    room = units(shown(quotes[0])) + 100

    assert fit(quotes, room, overhead) == quotes
    assert fit(quotes, room - 1, overhead) != quotes


def test_the_longest_quote_is_made_shorter_first() -> None:
    short, long = quote("It opens at six."), quote(TEXT, sentence=Span(len(SENTENCE), 160))

    fitted = fit([short, long], 700, overhead)

    assert fitted[0] == short
    assert len(fitted[1].text) < len(TEXT)


def test_later_quotes_are_left_out_before_all_become_too_short() -> None:
    quotes = [quote(TEXT, start=at) for at in (0, 2000, 4000)]

    assert len(fit(quotes, 1000, overhead)) == 2


def test_a_shortened_quote_keeps_whole_sentences_around_the_chosen_one() -> None:
    chosen = Span(4 * len(SENTENCE), 5 * len(SENTENCE) - 1)

    short = shorten(quote(TEXT, sentence=chosen, start=1000), 400)

    assert short.sentence.of(short.text) == chosen.of(TEXT)
    assert short.text.startswith("The *gate*")
    assert short.text.endswith("of the year.")
    assert short.span.shift(-1000).of(TEXT) == short.text
    assert units(shown(short)) <= 400
    assert len(short.text) > 2 * len(SENTENCE)


def test_a_sentence_that_is_too_long_by_itself_is_cut_at_a_blank_and_says_so() -> None:
    text = "word " * 2000

    short = shorten(quote(text.strip(), start=7), 500)

    assert short.text == text[: len(short.text)]
    assert short.text.endswith("word")
    assert str(short.id) == f"12.1.7-{7 + len(short.text)}"


def test_a_cut_parts_no_letter_from_its_accents() -> None:
    text = "e\u0301\u0302" * 900

    for most in range(100, 130):
        short = shorten(quote(text), most)
        assert units(shown(short)) <= most
        assert len(short.text) % 3 == 0


def test_marks_stay_on_the_words_they_were_on() -> None:
    text = f"First. {SENTENCE}{'Then it rained. ' * 40}"
    highlights = [Span(0, 5), Span(11, 17), Span(25, 32)]
    sentence = Span(7, 6 + len(SENTENCE))

    short = shorten(quote(text, sentence=sentence, highlights=highlights), 120)

    assert [span.of(short.text) for span in short.highlights] == ["*gate*", "harbour"]


@given(NASTY, st.data(), st.integers(20, 400))
def test_a_shortened_quote_is_a_slice_with_the_right_name(
    text: str, data: st.DataObject, most: int
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    whole = quote(text, sentence=Span(start, end), start=50)

    short = shorten(whole, most)

    assert short.text
    assert short.span.shift(-50).of(text) == short.text
    assert short.span.start <= 50 + start < short.span.end
    assert 0 <= short.sentence.start < short.sentence.end <= len(short.text)
    assert units(shown(short)) <= most or len(short.text) == 1
    assert shows(shown(short)) == ended(short.text)


@given(NASTY, st.integers(100, 300))
def test_a_beginning_fits_and_says_how_much_is_left_out(text: str, most: int) -> None:
    text *= 300 // len(text)
    markdown = beginning(text, most)

    assert units(markdown) <= most
    quoted, _, rest = markdown.rpartition("\n-# and ")
    if quoted:
        left_out = int(rest.removesuffix(" more characters").replace(",", ""))
        assert shows(quoted) == ended(text[: len(text) - left_out])
    else:
        assert shows(markdown) == ended(text)


def test_a_beginning_ends_with_a_whole_letter() -> None:
    markdown = beginning("e\u0301" * 500, 200)

    assert unicodedata.combining(markdown.partition("\n-#")[0][-1])


def test_a_beginning_for_which_there_is_no_room_is_one_letter() -> None:
    assert beginning("abc def", -50) == "> a\n-# and 6 more characters"
