from __future__ import annotations

import pytest

from bot.errors import Problem, UnreadableFile
from bot.ingest.office import odt
from tests.ingest.packages import open_document, zipped
from tests.refusals import refused


def text(body: str, **parts: str) -> str:
    return odt.read_odt(open_document(body, **parts)).text


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def style(name: str, properties: str, *, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"'
        f' style:parent-style-name="{parent}"><style:text-properties {properties}/></style:style>'
    )


def cell(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(inside)}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_white_space_is_read_as_it_is_written_in_open_documents() -> None:
    inside = ' One\n   two <text:span> three</text:span><text:s text:c="3"/>four<text:tab/>five'

    assert text(p(f"{inside}<text:line-break/>six")) == "One two three   four\tfive\nsix"


def test_tracked_deletions_comments_and_hidden_text_are_dropped() -> None:
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('Deleted.')}"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    inside = (
        "New <office:annotation><dc:creator>A</dc:creator><text:p>Comment</text:p>"
        "</office:annotation><text:change-start/>text<text:change-end/>"
        '<text:span text:style-name="h"> hidden</text:span>'
        '<text:hidden-text text:is-hidden="true">hidden</text:hidden-text>.'
    )
    sections = "".join(
        f"<text:section {display}>{p('hidden')}</text:section>"
        for display in (
            'text:display="none"',
            'text:display="condition" text:condition="ooow:1" text:is-hidden="true"',
        )
    )
    field = '<text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>'
    hidden = style("h", 'text:display="none"')

    body = changes + p(inside) + sections + p(f"{field}hidden")
    assert text(body, automatic=hidden) == "New text."


def test_what_could_be_hidden_and_is_not_is_text() -> None:
    section = f'<text:section text:display="condition">{p("A section,")}</text:section>'
    field = '<text:hidden-text text:condition="ooow:0">shown</text:hidden-text>'
    line = f'<text:hidden-paragraph text:condition="ooow:0" text:is-hidden="false"/>a line {field}'

    assert text(section + p(line)) == "A section,\n\na line shown"


def test_links_fields_and_ruby_show_their_text() -> None:
    ruby = (
        "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text>"
        "</text:ruby>"
    )

    assert text(p(f"<text:a>link</text:a> <text:date>1 May</text:date> {ruby}")) == "link 1 May 漢"


def test_notes_stand_at_the_end() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    cited = p(
        f"A.{note.format('footnote', '1', 'First.')}{note.format('endnote', 'i', 'Last.')} B."
    )
    reading = odt.read_odt(open_document(cited + p("C.")))

    assert reading.text == "A.¹ⁱ B.\n\nC.\n\n¹ First.\n\nⁱ Last."
    assert [mark.label for mark in reading.landmarks] == ["Footnotes", "Endnotes"]


def test_headings_are_landmarks_and_the_title_is_the_title() -> None:
    title = p("About  ships", "P1") + '<text:h text:outline-level="1">Harbours</text:h>' + p("x")
    reading = odt.read_odt(
        open_document(
            title,
            automatic=style("P1", "", family="paragraph", parent="Title"),
            styles=style("Title", "", family="paragraph"),
        )
    )

    assert reading.title == "About ships"
    assert [mark.label for mark in reading.landmarks] == ["About ships", "Harbours"]
    assert reading.text[reading.landmarks[1].start :].startswith("Harbours\n\nx")


def test_without_headings_short_bold_paragraphs_are_headings() -> None:
    prose = p("The commission decided on Monday that all of the ships may sail again. " * 2)
    bold = p('<text:span text:style-name="b">Decided</text:span>')
    reading = odt.read_odt(
        open_document(prose + bold + prose, automatic=style("b", 'fo:font-weight="bold"'))
    )

    assert [mark.label for mark in reading.landmarks] == ["Decided"]


def list_style(name: str, *levels: str, more: str = "", kind: str = "list-style") -> str:
    """The style of a list: what each level states, from 1; with bullets or with numbers."""
    level_kind = "outline-level-style" if kind == "outline-style" else "list-level-style-number"
    inner = "".join(
        f"<text:{'list-level-style-bullet' if 'bullet' in each else level_kind}"
        f' text:level="{level}" {each}/>'
        for level, each in enumerate(levels, 1)
    )
    return f'<text:{kind} style:name="{name}" {more}>{inner}</text:{kind}>'


def listed(*items: str, style: str = "", more: str = "") -> str:
    inner = "".join(
        each if each.startswith("<text:list-item") else f"<text:list-item>{each}</text:list-item>"
        for each in items
    )
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


ARABIC = 'style:num-format="1" style:num-suffix="."'
UNDER = 'style:num-format="1" style:num-suffix="." text:display-levels="2"'
LETTERED = 'style:num-format="a" style:num-prefix="(" style:num-suffix=")"'


def test_bullets_of_lists_are_drawn_as_they_are_seen() -> None:
    styles = list_style("L", 'text:bullet-char="–"', 'text:bullet-char="\uf0b7"')
    body = listed(p("a") + p("more") + listed(p("b")), style="L")

    assert text(body, automatic=styles) == "– a\nmore\n• b"


@pytest.mark.parametrize(
    ("levels", "items", "shown"),
    [
        ((ARABIC,), (p("a"), p("b") + p("more"), p("c")), "1. a\n2. b\nmore\n3. c"),
        ((ARABIC, UNDER), (p("a") + listed(p("b"), p("c")), p("d") + listed(p("e"))),
         "1. a\n1.1. b\n1.2. c\n2. d\n2.1. e"),
        ((ARABIC, LETTERED), (p("a") + listed(p("b"), p("c")),), "1. a\n(a) b\n(b) c"),
        (('style:num-format="I"',), (p("a"), p("b")), "I a\nII b"),
        (('style:num-format="i" text:start-value="4"',), (p("a"), p("b")), "iv a\nv b"),
        (('style:num-format=""',), (p("a"),), "a"),
        (('style:num-format="一, 二, 三, ..."',), (p("a"),), "a"),
        ((f'{ARABIC} loext:num-list-format="Article %1%:"',), (p("a"),), "Article 1: a"),
        ((ARABIC,), (p("a"), f'<text:list-item text:start-value="7">{p("b")}</text:list-item>'),
         "1. a\n7. b"),
        ((ARABIC,), (f'<text:list-item text:start-value="327601520">{p("a")}</text:list-item>',),
         "1. a"),
        ((ARABIC, UNDER), (listed(p("a")), p("b")), "1.1. a\n2. b"),
        ((ARABIC,), (f'<text:list-item text:style-override="N">{p("a")}</text:list-item>', p("b")),
         "1.1 a\n2. b"),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_those_that_are_seen(
    levels: tuple[str, ...], items: tuple[str, ...], shown: str
) -> None:
    styles = list_style("L", *levels) + list_style(
        "N", 'style:num-format="1" style:num-suffix=".1"'
    )

    assert text(listed(*items, style="L"), automatic=styles) == shown


def test_a_list_goes_on_counting_where_it_says_so() -> None:
    styles = list_style("L", ARABIC) + list_style("M", 'style:num-format="A"')
    body = (
        listed(p("a"), style="L", more='xml:id="l1"')
        + listed(p("b"), style="M")
        + listed(p("c"), style="L", more='text:continue-numbering="true"')
        + listed(p("d"), style="L")
        + listed(p("e"), style="L", more='text:continue-list="l1"')
    )

    assert text(body, automatic=styles) == "1. a\nA b\n2. c\n1. d\n3. e"


def test_a_list_that_counts_all_its_levels_through_does_so() -> None:
    styles = list_style("L", ARABIC, ARABIC, more='text:consecutive-numbering="true"')
    body = listed(p("a") + listed(p("b")), p("c"), style="L")

    assert text(body, automatic=styles) == "1. a\n2. b\n3. c"


def test_headings_have_their_numbers_and_one_that_is_none_has_not() -> None:
    def h(inside: str, level: int, more: str = "") -> str:
        return f'<text:h text:outline-level="{level}" {more}>{inside}</text:h>'

    numbers = 'style:num-format="1"', 'style:num-format="1" text:display-levels="2"'
    outline = list_style("Outline", *numbers, kind="outline-style")
    body = (
        h("Scope", 1) + h("Aim", 2) + h("Notice", 2, 'text:is-list-header="true"') + h("Fees", 2)
        + h("Terms", 1) + h("Words", 2) + listed(h("Annex", 1), style="N")
    )  # fmt: skip
    reading = odt.read_odt(
        open_document(body, styles=outline, automatic=list_style("N", 'style:num-format="A"'))
    )

    assert [mark.label for mark in reading.landmarks] == [
        *("1 Scope", "1.1 Aim", "Notice", "1.2 Fees", "2 Terms", "2.1 Words", "A Annex"),
    ]


def test_rows_are_read_out_with_the_names_of_their_columns() -> None:
    names = row(cell("Country"), cell("Capital"))
    head = f"<table:table-header-rows>{names}</table:table-header-rows>"
    rows = row(cell("Latvia"), cell("Riga")) + row(cell("Malta"), cell("Valletta"))

    assert text(f"<table:table>{head}{rows}</table:table>").split("\n\n")[1:] == [
        "Country: Latvia; Capital: Riga",
        "Country: Malta; Capital: Valletta",
    ]


def test_merged_cells_keep_the_columns_apart() -> None:
    head = row(cell("A"), cell("B"), cell("C"))
    wide = row(
        cell("1", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>", cell("2")
    )
    tall = row(cell("3", 'table:number-rows-spanned="2"'), cell("4"), cell("5"))
    below = row("<table:covered-table-cell/>", cell("6"), cell("7"))
    head = f"<table:table-header-rows>{head}</table:table-header-rows>"

    assert text(f"<table:table>{head}{wide}{tall}{below}</table:table>").split("\n\n")[1:] == [
        "A: 1; C: 2",
        "A: 3; B: 4; C: 5",
        "A: 3; B: 6; C: 7",
    ]


def test_text_boxes_follow_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('In a box.')}</draw:text-box></draw:frame>"

    assert text(p(f"Around {box}it.")) == "Around it.\n\nIn a box."


def test_tables_of_contents_are_removed() -> None:
    contents = f"<text:table-of-content><text:index-body>{p('1 Scope 3')}</text:index-body>"
    reading = odt.read_odt(open_document(f"{contents}</text:table-of-content>{p('x')}"))

    assert (reading.text, reading.removed) == ("x", ("1 Scope 3",))


def test_the_language_is_stated_and_the_day_of_the_last_save_is_not_taken() -> None:
    meta = "<dc:date>2020-01-01T00:00:00</dc:date><dc:language>pt-BR</dc:language>"
    reading = odt.read_odt(open_document(p("x"), meta=meta))

    assert (reading.date, reading.language) == ("", "pt-BR")


def test_an_encrypted_document_is_a_password_though_its_manifest_has_a_document_type() -> None:
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "a" "Manifest.dtd"><x><encryption-data/></x>'

    with refused(UnreadableFile, Problem.PASSWORD):
        odt.read_odt(zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x00"}))


def test_a_manifest_with_a_document_type_is_no_reason_to_refuse() -> None:
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "a" "Manifest.dtd"><x/>'
    content = "<a:d xmlns:a='a' xmlns:t='t'><a:body><a:text><t:p>x</t:p></a:text></a:body></a:d>"

    assert (
        odt.read_odt(zipped({"META-INF/manifest.xml": manifest, "content.xml": content})).text
        == "x"
    )
