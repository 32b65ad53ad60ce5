from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cogs.limits import BUTTON_URL
from bot.cogs.links import link_to, web_address

SENTENCE = "The event, part of the EU-China Dialogue, was co-funded by the Union & its partners."
DIRECTIVE = "#:~:text="


def test_a_short_sentence_is_named_as_a_whole() -> None:
    assert link_to("https://a.org/b", "It cost 5, not 6 & more-or-less.") == (
        "https://a.org/b#:~:text=It%20cost%205%2C%20not%206%20%26%20more%2Dor%2Dless."
    )


def test_a_longer_one_is_named_by_its_first_and_last_words() -> None:
    first, last = link_to("https://a.org/b", SENTENCE).partition(DIRECTIVE)[2].split(",")

    assert unquote(first) == "The event, part of the EU-China"
    assert unquote(last) == "by the Union & its partners."
    assert "-" not in first + last
    assert "&" not in first + last


def test_a_sentence_over_lines_is_named_within_its_first_and_last_line() -> None:
    first, last = (
        link_to("https://a.org/", "one two\nthree four").partition(DIRECTIVE)[2].split(",")
    )

    assert (unquote(first), unquote(last)) == ("one two", "three four")


def test_the_directive_follows_a_fragment_and_takes_the_place_of_another_directive() -> None:
    assert link_to("https://a.org/b#c", "Yes.") == "https://a.org/b#c:~:text=Yes."
    assert link_to("https://a.org/b#c:~:text=no", "Yes.") == "https://a.org/b#c:~:text=Yes."


def test_a_pdf_is_opened_at_its_page() -> None:
    address = "https://a.org/b.pdf#view"

    assert link_to(address, "Yes.", "page 12, Results") == "https://a.org/b.pdf#page=12"
    assert link_to("", "Yes.", "page 12") == ""
    assert link_to("https://a.org/" + "b" * 500 + ".pdf", "Yes.", "page 12") == ""
    assert link_to("https://a.org/b", "Yes.", "page 12").endswith("#:~:text=Yes.")


def test_a_link_is_512_characters_at_the_most() -> None:
    page = "https://a.org/" + "x" * (BUTTON_URL - len("https://a.org/"))

    assert link_to(page, "Yes.") == page
    assert link_to(page + "x", "Yes.") == ""
    fits = page[: -len("#:~:text=Yes.")]
    assert link_to(fits, "Yes.") == fits + "#:~:text=Yes."
    assert len(link_to(fits, "Yes.")) == BUTTON_URL


def test_a_chinese_sentence_is_named_in_fewer_characters() -> None:
    link = link_to("https://a.org/", "城市" * 100)

    assert DIRECTIVE in link
    assert len(link) <= BUTTON_URL


@given(st.text(max_size=300), st.text(alphabet="ab/?#&=é中 %-,", max_size=500))
def test_every_link_is_one_that_discord_takes(sentence: str, rest: str) -> None:
    link = link_to(f"https://a.org/{rest}", sentence)

    assert len(link) <= BUTTON_URL
    assert link == "" or link.startswith("https://a.org/")
    assert link.isascii()
    assert not any(character.isspace() for character in link)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://a.org/",
        "javascript:alert(1)",
        "a.org/b",
        "https://",
        "https://localhost/",
        "https://me:secret@a.org/",
        "https://a..org/",
        "https://a.org:port/",
        "http://[::1",
        "https://exa mple.org/",
    ],
)
def test_what_is_no_web_address_is_not_linked(url: str) -> None:
    assert web_address(url) == ""
    assert link_to(url, SENTENCE) == ""


def test_letters_beyond_ascii_are_encoded() -> None:
    assert web_address(" https://bücher.example/ä b?q=é ") == (
        "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%A9"
    )
    assert web_address("https://a.org/100%25") == "https://a.org/100%25"
