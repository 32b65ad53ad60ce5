from __future__ import annotations

from bot.errors import NoText, Problem, UnreadableFile
from bot.ingest.office import epub
from tests.ingest.packages import book, zipped
from tests.refusals import refused

PAGE = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body>{}</body></html>'


def test_chapters_stand_in_reading_order_with_their_headings() -> None:
    reading = epub.read_epub(
        book(
            {
                "z.xhtml": PAGE.format("<h1>One</h1><p>First&nbsp;chapter.</p>"),
                "a.xhtml": PAGE.format("<h2>Two</h2><ul><li>a</li><li>b</li></ul>"),
            }
        )
    )

    assert reading.text == "One\n\nFirst\u00a0chapter.\n\nTwo\n\na\nb"
    assert [mark.label for mark in reading.landmarks] == ["One", "Two"]


def test_what_the_book_states_is_taken_and_the_day_of_a_change_is_not() -> None:
    metadata = (
        "<dc:title>Ships</dc:title><dc:publisher>Harbour Press</dc:publisher>"
        "<dc:language>en</dc:language><dc:date opf:event='modification'>2021-05-05</dc:date>"
        "<dc:date>2020-02-01T00:00:00Z</dc:date>"
    )
    reading = epub.read_epub(book({"a.xhtml": PAGE.format("<p>x</p>")}, metadata=metadata))

    assert (reading.title, reading.publisher) == ("Ships", "Harbour Press")
    assert (reading.date, reading.language) == ("2020-02-01", "en")


def test_the_table_of_contents_is_left_out() -> None:
    chapters = {
        name: PAGE.format(f"<p>{name}</p>") for name in ("a.xhtml", "nav.xhtml", "toc.xhtml")
    }
    data = zipped(
        {
            **{f"OPS/{name}": page for name, page in chapters.items()},
            "META-INF/container.xml": "<c><rootfiles><rootfile full-path='OPS/b'/></rootfiles></c>",
            "OPS/b": "<p><manifest><item id='a' href='a.xhtml'/><item id='t' href='toc.xhtml'/>"
            "<item id='n' href='nav.xhtml' properties='nav'/></manifest><spine><itemref idref='t'/>"
            "<itemref idref='n'/><itemref idref='a'/></spine><guide><reference type='toc'"
            " href='toc.xhtml'/></guide></p>",
        }
    )

    assert epub.read_epub(data).text == "a.xhtml"


def test_a_year_is_no_day() -> None:
    data = book({"a.xhtml": PAGE.format("<p>x</p>")}, metadata="<dc:date>2020</dc:date>")

    assert epub.read_epub(data).date == ""


def test_a_chapter_that_is_encrypted_is_told_from_fonts_that_are() -> None:
    listed = "<e><EncryptedData><CipherReference URI='OPS/{}'/></EncryptedData></e>"
    chapters = {"a.xhtml": PAGE.format("<p>x</p>")}

    assert epub.read_epub(book(chapters, encryption=listed.format("font.otf"))).text == "x"
    with refused(UnreadableFile, Problem.COPY_PROTECTED):
        epub.read_epub(book(chapters, encryption=listed.format("a.xhtml")))


def test_a_book_of_pictures_says_so() -> None:
    with refused(NoText, Problem.ONLY_PICTURES):
        epub.read_epub(book({"a.xhtml": PAGE.format("<img/>")}))


def test_the_style_sheets_of_a_book_raise_lower_and_strike() -> None:
    sheet = (
        ".up { font-size: 0.58em; position: relative; top: -0.33em; vertical-align: baseline }\n"
        ".down { font-size: 58%; position: relative; top: 0.2em }\n"
        ".high { vertical-align: super }\n.moved { position: relative; top: -0.33em }\n"
        ".gone { text-decoration: line-through }"
    )
    head = '<head><link rel="stylesheet" href="../styles/a%20b.css"/><link href="none.css"/></head>'
    body = (
        '<p>It costs 25<span class="up">2</span> euros, not <span class="gone">10</span> 12, in 16'
        '<span class="down">2</span>, 3×10<span class="high">8</span> or'
        ' 4<span class="moved">5</span>.</p>'
    )
    data = book({"text/a.xhtml": f"<html>{head}<body>{body}</body></html>"}, sheet=sheet)

    source = epub.read_epub(data)

    assert source.text == "It costs 25² euros, not 12, in 16₂, 3×10⁸ or 45."
    assert source.removed == ("10",)


def test_a_title_that_a_program_states_is_none() -> None:
    chapter = "<html><body><h1>Ferries of the coast</h1><p>They sail.</p></body></html>"
    data = book({"a.xhtml": chapter}, metadata="<dc:title>Unknown Title</dc:title>")

    assert epub.read_epub(data).title == "Ferries of the coast"
