from __future__ import annotations

import pytest

from bot.errors import Problem, TooLarge, UnreadableFile
from bot.ingest import body
from bot.ingest.office import docx
from bot.ingest.passages import passages
from tests.ingest.packages import p, r, table, tc, word, zipped
from tests.refusals import refused

HEADING = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def text(body: str, **parts: str) -> str:
    return docx.read_docx(word(body, **parts)).text


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def level(n: int, form: str, shown: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{shown}"/></w:lvl>'
    )


def kind_of_list(*levels: str, id_: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{"".join(levels)}</w:abstractNum>'


def list_of_kind(id_: int, kind: int = 0, change: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{kind}"/>{change}</w:num>'


def test_paragraphs_stand_apart_and_keep_their_own_blanks() -> None:
    assert (
        text(p("One,  two.") + p("") + p(" Three\u00a0four.")) == "One,  two.\n\nThree\u00a0four."
    )


def test_tracked_insertions_are_kept_and_deletions_dropped() -> None:
    inside = (
        f"{r('We ')}<w:ins>{r('will ')}</w:ins><w:del><w:r><w:delText>shall </w:delText></w:r>"
        f"</w:del>{r('pay.')}<w:moveFrom>{r(' Gone.')}</w:moveFrom>"
        f"<w:moveTo>{r(' Here.')}</w:moveTo>"
    )

    assert text(f"<w:p>{inside}</w:p>") == "We will pay. Here."


def test_a_deleted_end_of_paragraph_joins_it_with_the_next() -> None:
    assert text(p("One ", "<w:rPr><w:del/></w:rPr>") + p("sentence.")) == "One sentence."


def test_a_deleted_end_of_paragraph_with_nothing_after_it_loses_nothing() -> None:
    open_end = p("One", "<w:rPr><w:del/></w:rPr>")
    cell = f"<w:tc>{open_end}</w:tc>"

    assert text(open_end + table(cell + tc("two")) + open_end) == "One\n\nOne\ttwo\n\nOne"


def test_deleted_rows_and_cells_and_hidden_rows_are_dropped() -> None:
    rows = f"<w:trPr><w:del/></w:trPr>{tc('Old')}{tc('row')}", tc("a") + tc("b", "<w:cellDel/>")

    hidden = f"<w:trPr><w:hidden/></w:trPr>{tc('Hidden')}{tc('row')}"

    assert text(table(*rows, hidden, tc("c") + tc("d"))) == "a\n\nc\td"


def test_a_row_that_is_said_not_to_be_hidden_is_read() -> None:
    shown = f'<w:trPr><w:hidden w:val="0"/></w:trPr>{tc("a")}{tc("b")}'

    assert text(table(shown, tc("c") + tc("d"))) == "a\tb\n\nc\td"


def test_hidden_text_is_dropped_also_if_a_style_hides_it() -> None:
    style = '<w:style w:styleId="x"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden = r("direct ", "<w:vanish/>") + r("by style ", '<w:rStyle w:val="x"/>')
    shown = r("shown", '<w:rStyle w:val="x"/><w:vanish w:val="0"/>')

    assert text(
        f"<w:p>{hidden}{shown}</w:p>" + p("all", '<w:pStyle w:val="x"/>'), styles=style
    ) == ("shown")


def test_of_a_field_its_result_is_read_and_not_its_code() -> None:
    inner = (
        field("begin") + r("NESTED CODE") + field("separate") + r("nested result") + field("end")
    )
    outer = field("begin") + r("IF ") + inner + field("separate") + r("result") + field("end")

    assert text(f"<w:p>{r('a ')}{outer}{r(' z')}</w:p>") == "a result z"


def test_a_field_may_go_on_over_several_paragraphs() -> None:
    first = f"<w:p>{field('begin')}{r('CODE')}</w:p>"
    last = f"<w:p>{r('MORE CODE')}{field('separate')}{r('shown')}{field('end')}</w:p>"

    assert text(first + last + p("after")) == "shown\n\nafter"


def test_boxes_to_tick_and_choices_show_what_was_chosen() -> None:
    box = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>{}</w:checkBox></w:ffData>"
    box += "</w:fldChar></w:r>" + field("end")
    choice = (
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
        "<w:listEntry w:val='no'/><w:listEntry w:val='yes'/></w:ddList></w:ffData></w:fldChar>"
        "</w:r>"
    )
    ticked, empty = box.format("<w:checked/>"), box.format('<w:default w:val="0"/>')

    assert text(f"<w:p>{ticked}{empty}{choice}{field('end')}</w:p>") == "☒☐yes"


def test_tabs_breaks_links_and_symbols_are_read() -> None:
    inside = (
        f"{r('a')}<w:r><w:tab/></w:r><w:hyperlink>{r('link')}</w:hyperlink><w:r><w:br/></w:r>"
        '<w:r><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" w:char="F061"/></w:r>'
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('control')}</w:sdtContent></w:sdt>"
    )

    assert text(f"<w:p>{inside}</w:p>") == "a\tlink\n\u2011αcontrol"


def test_an_unknown_symbol_is_a_bullet_only_where_a_paragraph_begins() -> None:
    sign = '<w:r><w:sym w:font="Webdings" w:char="F031"/></w:r>'

    assert text(f"<w:p>{sign}{r('item')}{sign}</w:p>") == "• item"


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{box.format(p('In a box.'))}</mc:Choice>"
        f"<mc:Fallback>{box.format(p('In a box.'))}</mc:Fallback></mc:AlternateContent>"
    )

    assert (
        text(f"<w:p>{r('Around')}<w:r>{both}</w:r>{r(' it.')}</w:p>") == "Around it.\n\nIn a box."
    )


def test_the_older_of_two_drawings_is_read_if_the_newer_has_no_text() -> None:
    both = (
        "<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict>"
        f"<w:txbxContent>{p('Fallback.')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )

    assert text(f"<w:p><w:r>{both}</w:r></w:p>") == "Fallback."


def test_notes_stand_at_the_end_in_the_order_in_which_they_are_cited() -> None:
    cite = '<w:p>{}<w:r><w:{}Reference w:id="{}"/></w:r></w:p>'
    cited = cite.format(r("B."), "footnote", 2) + cite.format(r("A."), "footnote", 1)
    cited += cite.format(r("C."), "endnote", 1)
    note = '<w:{0} w:id="{1}"><w:p><w:r><w:{0}Ref/></w:r>{2}</w:p></w:{0}>'
    reading = docx.read_docx(
        word(
            cited,
            footnotes=note.format("footnote", 1, r(" first"))
            + note.format("footnote", 2, r(" second"))
            + note.format("footnote", 3, r(" never cited")),
            endnotes=note.format("endnote", 1, r(" last")),
        )
    )

    assert reading.text == "B.¹\n\nA.²\n\nC.ⁱ\n\n¹ second\n\n² first\n\nⁱ last"
    assert [(mark.label, reading.text[mark.start]) for mark in reading.landmarks] == [
        ("Footnotes", "¹"),
        ("Endnotes", "ⁱ"),
    ]


def test_a_note_with_a_mark_of_its_own_keeps_that_mark() -> None:
    cited = (
        f'<w:p>{r("A")}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/></w:r>{r("*")}'
        "</w:p>"
    )

    assert text(cited, footnotes=f'<w:footnote w:id="1">{p("* own")}</w:footnote>') == "A*\n\n* own"


def test_headings_are_told_by_style_by_what_it_is_based_on_and_by_outline_level() -> None:
    based = (
        '<w:style w:styleId="mine"><w:name w:val="M"/><w:basedOn w:val="berschrift1"/></w:style>'
    )
    inside = (
        p("By style", '<w:pStyle w:val="berschrift1"/>')
        + p("By its base", '<w:pStyle w:val="mine"/>')
        + p("By level", '<w:outlineLvl w:val="2"/>')
        + p("Body text", '<w:outlineLvl w:val="9"/>')
    )
    reading = docx.read_docx(word(inside, styles=HEADING + based))

    assert [mark.label for mark in reading.landmarks] == ["By style", "By its base", "By level"]
    assert all(reading.text.startswith(mark.label, mark.start) for mark in reading.landmarks)


def test_without_heading_styles_short_bold_paragraphs_are_headings() -> None:
    prose = p("The commission decided on Monday that all of the ships may sail again. " * 2)
    bold = f"<w:p>{r('What was decided', '<w:b/>')}</w:p>"
    reading = docx.read_docx(word(prose + bold + prose + f"<w:p>{r('The end', '<w:b/>')}</w:p>"))

    assert [mark.label for mark in reading.landmarks] == ["What was decided"]
    assert "What was decided" not in "".join(
        span.of(reading.text) for span in passages(reading.text, reading.landmarks)
    )


def test_a_document_all_in_bold_has_no_headings() -> None:
    assert not docx.read_docx(word(f"<w:p>{r('One thing', '<w:b/>')}</w:p>" * 5 + p("x"))).landmarks


def test_lists_have_the_numbers_and_bullets_that_word_draws() -> None:
    kinds = kind_of_list(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "upperRoman", "%1.%3")
    ) + kind_of_list(level(0, "bullet", "\uf0b7"), id_=1)
    places = [(0, 1), (1, 1), (1, 1), (2, 1), (0, 1), (1, 1), (0, 2)]
    inside = "".join(p("x", NUMBERED.format(*place)) for place in places)

    assert text(inside, numbering=kinds + list_of_kind(1) + list_of_kind(2, 1)).split("\n") == [
        *("1. x", "a) x", "b) x", "1.I x", "2. x", "a) x", "• x"),
    ]


def test_two_lists_of_one_kind_go_on_counting_unless_one_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    lists = list_of_kind(1) + list_of_kind(2) + list_of_kind(3, change=anew)
    inside = "".join(p("x", NUMBERED.format(0, id_)) for id_ in (1, 2, 3, 3))

    numbering = kind_of_list(level(0, "decimal", "%1.")) + lists

    assert text(inside, numbering=numbering) == "1. x\n2. x\n7. x\n8. x"


def test_a_number_in_an_unknown_format_is_left_out() -> None:
    kind = kind_of_list(level(0, "hindiVowels", "%1."))

    assert text(p("x", NUMBERED.format(0, 1)), numbering=kind + list_of_kind(1)) == "x"


@pytest.mark.parametrize(("switch", "shown"), [("", "1.1"), ('w:val="0"', "A.1")])
def test_a_level_has_all_numbers_in_figures_only_if_it_says_so(switch: str, shown: str) -> None:
    legal = f"<w:isLgl {switch}/>"
    kind = kind_of_list(level(0, "upperLetter", "%1"), level(1, "decimal", "%1.%2", more=legal))
    body = p("x", NUMBERED.format(0, 1)) + p("y", NUMBERED.format(1, 1))

    assert text(body, numbering=kind + list_of_kind(1)).split("\n")[-1] == f"{shown} y"


def test_a_heading_has_the_number_of_its_style() -> None:
    style = (
        '<w:style w:styleId="h"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    kind = kind_of_list(level(0, "decimal", "Article %1"))
    reading = docx.read_docx(
        word(p("Scope", '<w:pStyle w:val="h"/>'), styles=style, numbering=kind + list_of_kind(1))
    )

    assert [mark.label for mark in reading.landmarks] == ["Article 1 Scope"] == [reading.text]


def test_rows_are_read_out_with_the_names_of_their_columns() -> None:
    head = f"<w:trPr><w:tblHeader/></w:trPr>{tc('Country')}{tc('Capital')}"
    rows = tc("Latvia") + tc("Riga"), tc("Malta") + tc("")

    assert text(table(head, *rows)) == (
        "Country\tCapital\n\nCountry: Latvia; Capital: Riga\n\nCountry: Malta"
    )


def test_a_bold_first_row_names_the_columns_and_a_plain_one_does_not() -> None:
    rows = tc("Latvia") + tc("Riga"), tc("Malta") + tc("Valletta")
    bold = tc("Country", run="<w:b/>") + tc("Capital", run="<w:b/>")

    assert text(table(bold, *rows)).endswith("Country: Malta; Capital: Valletta")
    assert text(table(*rows)) == "Latvia\tRiga\n\nMalta\tValletta"


def test_a_first_row_above_numbers_names_the_columns_and_a_form_has_no_names() -> None:
    rows = tc("Port") + tc("Ships"), tc("Riga") + tc("1,200"), tc("Oslo") + tc("90 %")
    form = tc("Name:") + tc("Ada"), tc("Ships:") + tc("3"), tc("Years:") + tc("4")

    assert text(table(*rows)).endswith("Port: Riga; Ships: 1,200\n\nPort: Oslo; Ships: 90 %")
    assert text(table(*form)) == "Name:\tAda\n\nShips:\t3\n\nYears:\t4"


def test_merged_cells_are_read_in_each_row_and_column_that_they_stand_in() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = (
        head + tc("Year") + tc("People", '<w:gridSpan w:val="2"/>'),
        head + tc("") + tc("women") + tc("men"),
        tc("2020", '<w:vMerge w:val="restart"/>') + tc("5") + tc("4"),
        tc("", "<w:vMerge/>") + tc("6") + tc("7"),
    )

    assert text(table(*rows)).split("\n\n")[2:] == [
        "Year: 2020; People women: 5; People men: 4",
        "Year: 2020; People women: 6; People men: 7",
    ]


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    cell = f"<w:tc>{p('One.')}{p('Two.')}</w:tc>"

    assert text(table(cell)) == "One.\n\nTwo."


def test_prose_in_cells_stays_in_paragraphs() -> None:
    prose = "The commission decided on Monday that all of the ships may sail again at once."
    cell = f"<w:tc>{p(prose)}{p('Second.')}</w:tc>"

    assert text(table(tc("Left") + cell)) == f"Left\n\n{prose}\n\nSecond."


def test_tables_of_contents_are_removed() -> None:
    style = '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    )
    reading = docx.read_docx(
        word(gallery + p("1 Scope 3", '<w:pStyle w:val="T"/>') + p("x"), styles=style)
    )

    assert (reading.text, reading.removed) == ("x", ("Contents", "1 Scope 3"))


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Ships may sail again", "Ships may sail again"),
        ("Microsoft Word - draft2.doc", "Harbour news of today"),
        ("CRC/C/GC/20", "Harbour news of today"),
        ("Normal.dot", "Harbour news of today"),
    ],
)
def test_the_stated_title_is_believed_if_the_text_has_it(stated: str, title: str) -> None:
    prose = "Ships may sail again, the commission decided on Monday in a vote that took all night."
    found = docx.read_docx(
        word(p("Harbour news of today") + p(prose), core=f"<dc:title>{stated}</dc:title>")
    )

    assert found.title == title


def test_the_day_of_the_last_save_is_no_day_of_publication() -> None:
    stamps = (
        "<dcterms:created>2020-01-01</dcterms:created>"
        "<dcterms:modified>2021-01-01</dcterms:modified>"
    )
    reading = docx.read_docx(word(p("x"), core=f"{stamps}<dc:language>fr-CA</dc:language>"))

    assert (reading.date, reading.language) == ("", "fr-CA")


def test_the_namespaces_of_strict_documents_are_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relation = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    data = zipped(
        {
            "_rels/.rels": f'<x><Relationship Id="a" Type="{relation}" Target="/d.xml"/></x>',
            "d.xml": f'<s:document xmlns:s="{strict}"><s:body><s:p><s:r><s:t>Strict.</s:t></s:r>'
            "</s:p></s:body></s:document>",
        }
    )

    assert docx.read_docx(data).text == "Strict."


def test_a_package_without_a_document_is_unreadable() -> None:
    with refused(UnreadableFile, Problem.NO_MAIN_PART):
        docx.read_docx(zipped({"a.txt": "a"}))


def test_a_text_over_the_limit_is_refused_while_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_CHARACTERS", 10)

    with refused(TooLarge, Problem.TEXT_TOO_LONG, limit=10):
        docx.read_docx(word(p("eleven letters")))
