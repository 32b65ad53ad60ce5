from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.fragments import fragments
from bot.answer.links import LONGEST, link_to, web_address
from bot.model import Span

FRAGMENTS = ("The%20event,its%20partners.", "The,partners.")
DIRECTIVE = "#:~:text="


def test_a_web_page_is_opened_at_the_words() -> None:
    assert link_to("https://a.org/b", 0, FRAGMENTS) == f"https://a.org/b#:~:text={FRAGMENTS[0]}"


def test_the_directive_follows_a_fragment_and_takes_the_place_of_another_directive() -> None:
    assert link_to("https://a.org/b#c", 0, ["Yes."]) == "https://a.org/b#c:~:text=Yes."
    assert link_to("https://a.org/b#c:~:text=no", 0, ["Yes."]) == "https://a.org/b#c:~:text=Yes."


def test_a_pdf_is_opened_at_its_page() -> None:
    assert link_to("https://a.org/b.pdf#view", 12) == "https://a.org/b.pdf#page=12"
    assert link_to("https://a.org/get?id=7", 12) == "https://a.org/get?id=7#page=12"
    assert link_to("", 12) == ""
    assert link_to("https://a.org/" + "b" * 500 + ".pdf", 12) == ""


def test_a_link_is_512_characters_at_the_most() -> None:
    page = "https://a.org/" + "x" * (LONGEST - len("https://a.org/"))

    assert link_to(page, 0, FRAGMENTS) == page
    assert link_to(page + "x", 0, FRAGMENTS) == ""
    fits = page[: -len("#:~:text=Yes.")]
    assert link_to(fits, 0, ["Yes."]) == fits + "#:~:text=Yes."
    assert len(link_to(fits, 0, ["Yes."])) == LONGEST


def test_of_the_names_the_first_that_fits_is_taken() -> None:
    page = "https://a.org/" + "x" * (LONGEST - 40)

    assert link_to(page, 0, FRAGMENTS) == f"{page}{DIRECTIVE}{FRAGMENTS[1]}"


@given(st.text(max_size=300), st.text(alphabet="ab/?#&=é中 %-,", max_size=500))
def test_every_link_is_one_that_discord_takes(sentence: str, rest: str) -> None:
    named = fragments(sentence, Span(0, len(sentence)))
    link = link_to(f"https://a.org/{rest}", 0, named)

    assert len(link) <= LONGEST
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
    assert link_to(url, 3, FRAGMENTS) == ""


def test_letters_beyond_ascii_are_encoded() -> None:
    assert web_address(" https://bücher.example/ä b?q=é ") == (
        "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%A9"
    )
    assert web_address("https://a.org/100%25") == "https://a.org/100%25"
