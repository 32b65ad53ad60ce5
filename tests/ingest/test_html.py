from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NoText, Problem, SourceError, TooLarge, UnreadableFile
from bot.ingest import html
from bot.ingest.decode import tidy
from tests.refusals import refused

DATA = Path(__file__).parents[1] / "data"
PROSE = "The council of the town has decided that the ferry will run every hour from the first."


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_a_press_release_is_read_as_a_person_would_copy_it() -> None:
    read = html.read_html((DATA / "press_release.html").read_text(encoding="utf-8"))

    assert read.text == (
        "Press release\n\n"
        "Harbour school opens with a hundred pupils\n\n"
        "The new harbour school in Dunmarrow opened its doors to a\u00a0hundred pupils on"
        " Monday, two years after the storm that took the roof of the old one. “We had begun to"
        " think of the tent as our school,” said the head teacher, Yasmin Oderberg.\n\n"
        "The building was paid for by the Harbour\u00adlight Trust, and the town council gave the"
        " land. It has eight rooms, a workshop for boats and a kitchen.\n\n"
        "Evening lessons\n\n"
        "Lessons in the evening are open to parents, and they are free of charge.\n"
        "They begin in September, and a hundred and twenty people have put their names down"
        " already.\n\n"
        "English for beginners, on Mondays and Thursdays at seven in the evening\n"
        "Boat repair, on Saturdays\n\n"
        "Course\tPlaces\nEnglish\t60\nBoat repair\t12\n\n"
        "Contact: Yasmin Oderberg, telephone 01632 960166, yasmin.oderberg@example.org"
    )
    assert [landmark.label for landmark in read.landmarks] == [
        "Harbour school opens with a hundred pupils",
        "Evening lessons",
    ]
    assert all(read.text.startswith(landmark.label, landmark.start) for landmark in read.landmarks)
    assert {"Home", "Accept all", "Share on Chirper", "More news", "Imprint"} <= set(read.removed)
    assert (read.title, read.publisher, read.date, read.url, read.language) == (
        "Harbour school opens with a hundred pupils",
        "Harbourlight Trust",
        "2024-05-03",
        "https://example.org/news/harbour-school",
        "en",
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<p>{PROSE}</p><p>{PROSE[:40]}</p>", f"{PROSE}\n\n{PROSE[:40]}"),
        (f"<div>{PROSE}<br>Two<br/><br>Three</div>", f"{PROSE}\nTwo\n\nThree"),
        (f"<p>{PROSE} <i>a</i>  <b> b</b>c\n d</p>", f"{PROSE} a bc d"),
        (f"<pre>{PROSE}\n  two   blanks\ta\n</pre>", f"{PROSE}\n  two   blanks\ta"),
        (f"<p>{PROSE}<script>x()</script><span hidden>y</span></p>", PROSE),
        (f"<p>{PROSE}<span style='display: none'>hidden</span></p>", PROSE),
        (f"<p>{PROSE} <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", f"{PROSE} 漢"),
        (
            f"<p>{PROSE}</p><ul><li>one thing<li>another thing</ul>",
            f"{PROSE}\n\none thing\nanother thing",
        ),
        (f"<p>{PROSE} e&#769; &#150; &nbsp;x&#12;y&#8232;z</p>", f"{PROSE} e\u0301 – \u00a0x y z"),
    ],
)
def test_white_space_and_hidden_elements_are_as_a_browser_shows_them(body: str, text: str) -> None:
    assert html.read_html(page(body)).text == text


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    cells = f"<td><p>{PROSE}</p><p>Then. {PROSE}</p></td><td><p>So. {PROSE}</p></td>"

    read = html.read_html(page(f"<table><tr>{cells}</tr></table>"))

    assert read.text == f"{PROSE}\n\nThen. {PROSE}\n\nSo. {PROSE}"


def test_a_menu_entry_with_the_words_of_a_heading_is_not_taken_for_it() -> None:
    menu = "<ul><li><a href='/1'>News</a></li><li><a href='/2'>Fares</a></li></ul>"

    read = html.read_html(
        page(f"{menu}<h1>The ferry</h1><p>{PROSE}</p><h2>Fares</h2><p>{PROSE} Two.</p>")
    )

    assert read.text == f"The ferry\n\n{PROSE}\n\nFares\n\n{PROSE} Two."
    assert read.removed == ("News", "Fares")


def test_a_page_within_one_form_is_read_and_a_form_on_a_page_is_not() -> None:
    form = "<form><p>Your name and your address please, so that we can write to you.</p></form>"
    article = f"<h1>The ferry</h1><p>{PROSE}</p><p>Second. {PROSE}</p>"

    assert "Second." in html.read_html(page(f"<form>{article}</form>")).text
    assert "Your name" not in html.read_html(page(article + form)).text


def test_a_lead_that_is_set_as_a_heading_is_a_paragraph() -> None:
    read = html.read_html(page(f"<h1>The ferry</h1><h2>{PROSE}</h2><p>Then. {PROSE}</p>"))

    assert [landmark.label for landmark in read.landmarks] == ["The ferry"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>The ferry</title>", ("The ferry", "", "", "", "")),
        (
            '<meta name="DC.publisher" content="Town"><meta name="DC.date" content="2024-05-03">'
            '<meta property="og:url" content="https://a.org/x">',
            ("", "Town", "2024-05-03", "https://a.org/x", ""),
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
            '"datePublished": "2024-05-03T10:00:00Z", "publisher": {"name": "The\tTown"}}]}'
            "</script>",
            ("", "The Town", "2024-05-03", "", ""),
        ),
        ('<script type="application/ld+json">{broken</script>', ("", "", "", "", "")),
        (
            '<meta property="article:publisher" content="https://facebook.com/x">'
            '<meta property="article:published_time" content="3 May">'
            '<link rel="canonical" href="/relative"><meta property="og:locale" content="fr_FR">',
            ("", "", "", "", "fr_FR"),
        ),
    ],
)
def test_only_what_the_page_states_is_proposed(head: str, expected: tuple[str, ...]) -> None:
    read = html.read_html(page(f"<p>{PROSE}</p>", head))

    assert (read.title, read.publisher, read.date, read.url, read.language) == expected


@pytest.mark.parametrize(
    "body",
    ["", "<script>app.start()</script>", "<nav><a href='/'>Home</a></nav>", "<img src=a.png>"],
)
def test_a_page_without_an_article_is_told(body: str) -> None:
    with refused(NoText, Problem.NO_ARTICLE):
        html.read_html(page(body))


def test_a_page_without_anything_is_told() -> None:
    with refused(NoText, Problem.NO_ARTICLE):
        html.read_html("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (page("<div>" * 5000 + PROSE), Problem.NESTED_TOO_DEEPLY),
        (page("<b>x</b>" * 100_000), Problem.TOO_MANY_TAGS),
    ],
)
def test_an_absurd_page_is_refused_in_a_sentence(text: str, problem: Problem) -> None:
    with refused(SourceError, problem):
        html.read_html(text)


BITS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<td>", "<tr>", "</table>", "<table>", "<br>", "<h2>"),
        *("</h2>", "<li>", "<pre>", "</pre>", "<form>", "<nav>", "<!--", "-->", "<script>", "&#0;"),
        *("&#12;", "&nbsp;", "word ", PROSE, "<p>" + PROSE + "</p>", "移", "\n", "<svg><title>"),
    ]
)


@settings(deadline=None)
@given(st.lists(BITS, max_size=30).map("".join))
def test_any_page_gives_tidy_text_or_a_sentence(body: str) -> None:
    try:
        read = html.read_html(page(body))
    except SourceError:
        return
    assert read.text == tidy(read.text) != ""
    for landmark in read.landmarks:
        assert read.text.startswith(landmark.label, landmark.start)


def test_a_page_of_very_many_items_is_read_in_time() -> None:
    started = time.process_time()

    read = html.read_html(page("<ul>" + "<li>item one" * 5_000))

    assert read.text.count("item one") == 5_000
    assert time.process_time() - started < 3  # a quarter; ten or more with all of trafilatura


def test_cells_that_span_a_thousand_others_are_read_in_time() -> None:
    started = time.process_time()

    rows = "<tr><td rowspan=65534 colspan=1000>The ferry runs.</td></tr>" * 500

    # Each row has the first cell, too, which spans as many columns as a table has.
    assert html.read_html(page(f"<table>{rows}</table>")).text.count("The ferry runs.") == 999
    assert time.process_time() - started < 30  # half a second; minutes with each spanned cell


PAGE = (
    "<html><body>{}<p>The council of the town decides about the ferry on Sunday.</p></body></html>"
)


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("<p " + "a b c d e f g h i j " * 1_000 + ">", Problem.TOO_MANY_ATTRIBUTES),
        ("<p>" * 200_001, Problem.TOO_MANY_TAGS),
        ("<p title='" + "x" * 11_000_000 + "'>", Problem.PART_TOO_LONG),
    ],
    ids=["attributes", "tags", "attribute"],
)
def test_a_flood_is_told_by_its_name_at_once(part: str, problem: Problem) -> None:
    with refused(TooLarge, problem):
        html.read_html(PAGE.format(part))


def test_a_page_that_declares_entities_is_not_opened() -> None:
    page = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">]>' + PAGE.format("<p>&a;</p>")

    with refused(UnreadableFile, Problem.XML_ENTITIES):
        html.read_html(page)


def test_a_saved_page_may_hold_large_pictures() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 11_000_000 + "'>"

    assert html.read_html(PAGE.format(picture)).text.startswith("The council")


SECOND = "Tickets are sold at the quay, and those who come with a bicycle pay two euros more."


@pytest.mark.parametrize("tag", ["nav", "form", "aside", "footer"])
def test_an_article_within_what_is_furniture_elsewhere_is_read(tag: str) -> None:
    article = f"<h1>The ferry</h1><p>{PROSE}</p><p>{SECOND}</p>"
    read = html.read_html(page(f"<div><a href='/'>Home</a></div><{tag}>{article}</{tag}>"))

    assert read.text == f"The ferry\n\n{PROSE}\n\n{SECOND}"


@pytest.mark.parametrize(
    "holder",
    [
        "<noscript>{}</noscript>",
        "<template>{}</template>",
        "<script type='text/template'>{}</script>",
        "<script type='text/x-handlebars-template' id=t>\n{}</script>",
    ],
)
def test_what_scripts_would_show_is_read_where_nothing_else_is_shown(holder: str) -> None:
    article = f"<h1>The ferry</h1><p>{PROSE}</p><p>{SECOND}</p><p>Third. {PROSE}</p>"
    hidden = holder.format(article)

    assert html.read_html(page(f"<p>Loading …</p>{hidden}")).text.endswith(f"Third. {PROSE}")
    assert "Third." not in html.read_html(page(f"<p>{PROSE}</p><p>{SECOND}</p>{hidden}")).text


def test_a_request_to_switch_scripts_on_is_no_article() -> None:
    with pytest.raises(NoText):
        html.read_html(page("<noscript>You need to enable JavaScript to run this app.</noscript>"))


def test_a_style_of_many_words_is_one_attribute() -> None:
    style = "--wide: 1px 2px; " * 3_000

    assert html.read_html(page(f"<p style='{style}'>{PROSE}</p><p>{SECOND}</p>")).text.endswith(
        SECOND
    )


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<ol><li><a href='/1'>one</a></li><li><a href='/2'>two</a></li></ol>", "one\ntwo"),
        ("<dl><dt>Fare</dt><dd>2 euros</dd></dl>", "Fare\n2 euros"),
        ("<div>Dogs travel free of charge.</div>", "Dogs travel free of charge."),
        ("<p><a href='/map'>Where the quay is</a></p>", "Where the quay is"),
        ("<p>From <time datetime=2026-03-04>4 March</time>.</p>", "From 4 March."),
        ("<p><label>Fare</label>: <output>2</output> euros</p>", "Fare: 2 euros"),
        ("<p>Press <button>Save</button> then.</p>", "Press Save then."),
        (
            "<figure><img src=f.png><figcaption>The ferry at noon.</figcaption></figure>",
            "The ferry at noon.",
        ),
        ("<table><tr><td>Fare</td><td>2</td></tr></table>", "Fare\t2"),
        ("<details><summary>Fares</summary><p>Two euros.</p></details>", "Fares\n\nTwo euros."),
        ("<fieldset><legend>Fares</legend><p>Two euros.</p></fieldset>", "Fares\n\nTwo euros."),
        ("<address>3 Quay Street</address>", "3 Quay Street"),
        ("All dogs and cats<br>may travel with us.", "All dogs and cats\nmay travel with us."),
        ("<div class='share-buttons'>Share this page with others</div>", ""),
    ],
)
@pytest.mark.parametrize("holder", ["article", "main", "div", "div class=text"])
def test_what_stands_amid_the_paragraphs_of_an_article_is_part_of_it(
    part: str, shown: str, holder: str
) -> None:
    inner = f"<h1>The ferry</h1><p>{PROSE}</p><p>{SECOND}</p>{part}<p>After. {PROSE}</p>"
    read = html.read_html(page(f"<{holder}>{inner}</{holder.split(maxsplit=1)[0]}>"))

    between = f"{shown}\n\n" if shown else ""
    assert read.text == f"The ferry\n\n{PROSE}\n\n{SECOND}\n\n{between}After. {PROSE}"


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Harbour News</title>", "The ferry sails again", "The ferry sails again"),
        ("<title>harbour.example</title>", "The ferry sails again", "The ferry sails again"),
        ("", "The ferry sails again", "The ferry sails again"),
        ("<title>It sails | Harbour News</title>", "News of today", "It sails"),
        ("<title>Harbour News – It sails</title>", "News of today", "It sails"),
        (
            "<title>The ferry sails</title>",
            "The ferry, at last, sails",
            "The ferry, at last, sails",
        ),
        ("<title>It sails | Harbour News</title>", "From the quay: It sails", "It sails"),
        ("<title>The ferry sails - Harbour</title>", "The ferry sails", "The ferry sails"),
    ],
)
def test_the_title_is_that_of_the_article_and_not_of_the_site(
    head: str, heading: str, title: str
) -> None:
    site = "<meta property='og:site_name' content='Harbour News'>"
    site += "<link rel=canonical href='https://www.harbour.example/news/7'>"

    read = html.read_html(page(f"<h1>{heading}</h1><p>{PROSE}</p><p>{SECOND}</p>", head + site))

    assert read.title == title


def test_the_address_of_the_home_page_is_not_that_of_an_article() -> None:
    home = "<link rel=canonical href='https://harbour.example/'>"
    own = "<meta property='og:url' content='https://harbour.example/news/7'>"

    assert html.read_html(page(f"<p>{PROSE}</p>", home)).url == ""
    assert (
        html.read_html(page(f"<p>{PROSE}</p>", home + own)).url == "https://harbour.example/news/7"
    )


@pytest.mark.parametrize(
    ("stamp", "shown", "day"),
    [
        ("2026-03-04T22:30:00Z", "5 March 2026", "2026-03-05"),
        ("2026-03-04T22:30:00+00:00", "5 March 2026", "2026-03-05"),
        ("2026-03-04T22:30:00+02:00", "5 March 2026", "2026-03-04"),
        ("2026-03-04", "5 March 2026", "2026-03-04"),
        ("2026-03-04T22:30:00Z", "9 March 2026", "2026-03-04"),
        ("2026-03-04T22:30:00Z", "In spring", "2026-03-04"),
    ],
)
def test_the_day_that_a_page_shows_is_believed_before_a_moment_in_utc(
    stamp: str, shown: str, day: str
) -> None:
    head = f"<title>The ferry</title><meta property='article:published_time' content='{stamp}'>"
    body = f"<h1>The ferry</h1><p>{shown}</p><p>{PROSE}</p><p>{SECOND}</p>"

    assert html.read_html(page(body, head)).date == day


def test_a_title_with_a_line_break_is_whole() -> None:
    body = f"<h1>The ferry sails<br>again from the first</h1><p>{PROSE}</p><p>{SECOND}</p>"

    assert html.read_html(page(body)).title == "The ferry sails again from the first"
    stated = "<title>The ferry sails again from the first | Harbour</title>"
    assert html.read_html(page(body, stated)).title == "The ferry sails again from the first"


def test_an_article_that_trafilatura_does_not_find_is_told_by_its_prose() -> None:
    article = f"<h1>The ferry</h1><p>{PROSE}</p><p>{SECOND}</p><p>Third. {PROSE}</p><p>Short.</p>"

    text = html.read_html(page(f"<div class='comments'>{article}</div>")).text

    assert text == f"The ferry\n\n{PROSE}\n\n{SECOND}\n\nThird. {PROSE}\n\nShort."


@pytest.mark.parametrize("body", ["{}", "<p>{}</p>"])
def test_the_text_that_a_page_has_for_its_scripts_is_read_where_it_shows_none(body: str) -> None:
    lines = [PROSE, SECOND, f"Third. {PROSE}"]
    between = "</p><p>" if body.startswith("<p>") else "\n"
    stated = json.dumps({"@type": "NewsArticle", "articleBody": body.format(between.join(lines))})
    stated = stated.replace("</", "<\\/")
    script = f"<script type='application/ld+json'>{stated}</script>"

    assert html.read_html(page("<div id=app></div>", script)).text == "\n\n".join(lines)


def test_sections_in_a_cell_that_lays_out_a_page_are_all_of_its_article() -> None:
    sections = (
        f"<section><h2>Timetable</h2><p>{PROSE}</p></section>"
        f"<section><h2>Fares</h2><p>Adults 12 euros.</p><p>Twice. {PROSE}</p></section>"
        "<section><h2>Dogs</h2><p>Dogs travel free.</p></section>"
        "<section class=related><h2>More</h2><p><a href=/a>Another page</a></p></section>"
    )
    menu = "<td><a href=/a>A</a><br><a href=/b>B</a></td>"
    source = html.read_html(page(f"<table><tr>{menu}<td>{sections}</td></tr></table>"))

    assert source.text.split("\n\n") == [
        *("Timetable", PROSE, "Fares", "Adults 12 euros.", f"Twice. {PROSE}"),
        *("Dogs", "Dogs travel free."),
    ]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<span role=cell>Adults</span><span role=cell>12</span>", "Adults 12"),
        ("<b style='display: block'>Adults</b>12", "Adults 12"),
        ("<b class=x>Adults</b>12", "Adults 12"),
        ("<b class=y>Adu</b>lts", "Adults"),
        ("<b style='display:inline'>Adu</b>lts", "Adults"),
    ],
)
def test_words_that_only_a_style_sets_apart_are_not_welded(inside: str, shown: str) -> None:
    style = "<style>.x { display:block } .y { color: red }</style>"
    lines = f"<p>{PROSE}</p><p>{inside} euros.</p><p>{PROSE} Twice.</p>"
    source = html.read_html(page(lines, head=style))

    assert source.text.split("\n\n")[1] == f"{shown} euros."
