from __future__ import annotations

import pytest

from bot.errors import Moved, Problem
from bot.ingest import html

PROSE = "The gate of the harbour closes at nine in the evening, and opens again at six. " * 5


def page(content: str, body: str = "<p>This page has moved.</p>", head: str = "") -> str:
    meta = f'<meta http-equiv="Refresh" content="{content}">'
    return f"<html><head>{head}{meta}<title>Moved</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("0; url=https://arven.example/new", "https://arven.example/new"),
        ("0;URL='/new?a=1'", "/new?a=1"),
        ("5, /new", "/new"),
        ("0.5 ; url = new.html", "new.html"),
        (" 10;url=new.html ", "new.html"),
        (";url=new.html", "new.html"),
    ],
)
def test_a_page_that_only_leads_on_says_where(content: str, address: str) -> None:
    with pytest.raises(Moved) as caught:
        html.read_html(page(content))

    assert caught.value.problem is Problem.PAGE_MOVED
    assert caught.value.address == address


def test_where_a_page_leads_is_seen_from_its_base() -> None:
    with pytest.raises(Moved) as caught:
        html.read_html(page("0;url=new", head='<base href="https://arven.example/deep/">'))

    assert caught.value.address == "https://arven.example/deep/new"


@pytest.mark.parametrize("content", ["0", "", "60", "60; url=/new", "soon; url=/new", "0; url="])
def test_a_page_that_shows_itself_anew_leads_nowhere(content: str) -> None:
    assert html.read_html(page(content)).text == "This page has moved."


def test_a_page_for_those_without_scripts_leads_nowhere() -> None:
    text = page("0; url=/plain").replace("<meta", "<noscript><meta", 1)

    assert (
        html.read_html(text.replace("<title>", "</noscript><title>")).text == "This page has moved."
    )


def test_a_page_with_an_article_is_read() -> None:
    text = page("5; url=/next", f"<article><p>{PROSE}</p></article>")

    assert PROSE.strip() in html.read_html(text).text
