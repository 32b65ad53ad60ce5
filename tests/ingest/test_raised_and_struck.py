"""Raised figures and struck text, in each format that can have them."""

from __future__ import annotations

import pytest

from bot.ingest.extract import extract
from bot.ingest.raised import lowered, raised
from bot.model import Source
from tests.ingest.packages import book, open_document, r, slides, word, workbook, zipped

PROSE = "The council of the town has decided that the ferry will run every hour from the first."

TEXT = "The fee is 25² euros, 3×10⁻⁶ of it tax, from the 1st, and costs 12 euros."
CUT = ["10 euros"]


def as_html(sup: str, end: str, cut: str, gone: str) -> str:
    return (
        f"<p>The fee is 25{sup}<a href='#2'>2</a>{end} euros, 3×10{sup}−6{end} of it tax, from the"
        f" 1{sup}st{end}, and costs {cut}10 <b>euros</b>{gone} 12 euros.</p>"
    )


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><p>{PROSE}</p>{body}</body></html>".encode()


def docx(raised: str, struck: str) -> bytes:
    runs = (
        r("The fee is 25") + r("2", raised) + r(" euros, 3×10") + r("−6", raised)
        + r(" of it tax, from the 1") + r("st", raised) + r(", and costs ")
        + r("10 ", struck) + r("euros", struck) + r(" 12 euros.")
    )  # fmt: skip
    styles = (
        '<w:style w:type="character" w:styleId="High"><w:rPr><w:vertAlign w:val="superscript"/>'
        '</w:rPr></w:style><w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr>'
        "</w:style>"
    )
    return word(f"<w:p>{r(PROSE)}</w:p><w:p>{runs}</w:p>", styles=styles)


def spans(raised: str, struck: str) -> str:
    high, gone = (f'<text:span text:style-name="{name}">' for name in (raised, struck))
    return (
        f"<text:p>The fee is 25{high}2</text:span> euros, 3×10{high}−6</text:span> of it tax, from"
        f" the 1{high}st</text:span>, and costs {gone}10 euros</text:span> 12 euros.</text:p>"
    )


OPEN_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/>'
    "</style:style>"
    for name, look in (
        ("a", 'style:text-position="super 58%"'),
        ("b", 'style:text-position="33% 58%"'),
        ("c", 'style:text-line-through-style="solid"'),
        ("d", 'style:text-line-through-type="double" style:text-line-through-style="solid"'),
    )
)


def odt(raised: str, struck: str) -> bytes:
    return open_document(f"<text:p>{PROSE}</text:p>" + spans(raised, struck), automatic=OPEN_STYLES)


def ods() -> bytes:
    names = ("office", "text", "table", "style")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    cell = f"<table:table-cell>{spans('a', 'c')}</table:table-cell>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>"
            f"{OPEN_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="S"><table:table-row>{cell}</table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def rtf(high: str, low: str, cut: str, gone: str) -> bytes:
    return (
        rf"{{\rtf1\ansi {PROSE}\par The fee is 25{high} 2{low}  euros, 3\'d710{high} \u8722?6{low} "
        rf" of it tax, from the 1{high} st{low} , and costs {cut} 10 euros{gone}  12 euros.\par}}"
    ).encode()


def pptx() -> bytes:
    def run(text: str, look: str = "") -> str:
        return f"<a:r><a:rPr {look}/><a:t>{text}</a:t></a:r>"

    high, gone = 'baseline="30000"', 'strike="sngStrike"'
    runs = (
        run("The fee is 25") + run("2", high) + run(" euros, 3×10") + run("−6", high)
        + run(" of it tax, from the 1") + run("st", high) + run(", and costs ", 'baseline="0"')
        + run("10 ", gone) + run("euros", gone) + run(" 12 euros.", 'strike="noStrike"')
    )  # fmt: skip
    return slides(f"<p:sp><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>")


def xlsx() -> bytes:
    def run(text: str, look: str = "") -> str:
        return f'<r><rPr>{look}</rPr><t xml:space="preserve">{text}</t></r>'

    high, gone = '<vertAlign val="superscript"/>', "<strike/>"
    runs = (
        run("The fee is 25") + run("2", high) + run(" euros, 3×10") + run("−6", high)
        + run(" of it tax, from the 1") + run("st", high) + run(", and costs ")
        + run("10 ", gone) + run("euros", gone) + run(" 12 euros.", '<strike val="0"/>')
    )  # fmt: skip
    row = '<row><c t="s"><v>0</v></c></row>'
    return workbook(("S", f"<sheetData>{row}</sheetData>"), strings=f"<si>{runs}</si>")


MARKED = as_html("<sup>", "</sup>", "<del>", "</del>")
STYLED = as_html(
    "<span style='vertical-align: super; font-size: .7em'>", "</span>",
    "<span style='color: red; text-decoration: line-through'>", "</span>",
)  # fmt: skip
CLASSES = page(
    "<style>@import url(x.css);.c1,.c9{vertical-align:super;font-size:.6em}"
    "span.c2{color:#000;text-decoration:line-through}p:hover.c3{text-decoration:line-through}"
    ".menu .c3{text-decoration:line-through}</style>"
    + as_html("<span class=c1>", "</span>", "<span class='c7 c2'>", "</span>").replace(
        "<p>", "<p class=c3>"
    )
)
MARKDOWN = (
    f"# Fees\n\n{PROSE}\n\nThe fee is 25<sup>2</sup> euros, 3×10<sup>−6</sup> of it tax, from the"
    " 1<sup>st</sup>, and costs ~~10 euros~~ 12 euros."
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page(MARKED)),
        ("a.html", page(STYLED)),
        ("a.html", CLASSES),
        ("a.html", page(as_html("<sup>", "</sup>", "<s>", "</s>"))),
        ("a.html", page(as_html("<sup>", "</sup>", "<strike>", "</strike>"))),
        ("a.epub", book({"a.xhtml": f"<html><body>{MARKED}</body></html>"})),
        ("a.eml", b"Content-Type: text/html; charset=utf-8\nMIME-Version: 1.0\n\n" + page(MARKED)),
        ("a.docx", docx('<w:vertAlign w:val="superscript"/>', "<w:strike/>")),
        ("a.docx", docx('<w:position w:val="8"/>', "<w:dstrike/>")),
        ("a.docx", docx('<w:rStyle w:val="High"/>', '<w:rStyle w:val="Gone"/>')),
        ("a.odt", odt("a", "c")),
        ("a.odt", odt("b", "d")),
        ("a.ods", ods()),
        ("a.rtf", rtf(r"\super", r"\nosupersub", r"\strike", r"\strike0")),
        ("a.rtf", rtf(r"\up6", r"\up0", r"\striked1", r"\striked0")),
        ("a.pptx", pptx()),
        ("a.xlsx", xlsx()),
        ("a.md", MARKDOWN.encode()),
    ],
)
def test_raised_figures_are_written_so_and_struck_text_is_said_no_more(
    name: str, data: bytes
) -> None:
    source = extract(name, data)

    assert source.text.split("\n\n")[-1] == TEXT
    assert list(source.removed) == CUT


@pytest.mark.parametrize(
    ("before", "text", "shown"),
    [
        ("law", "1", "law¹"),
        ("law", "1,2", "law¹,²"),
        ("law", "2–3", "law²–³"),
        ("10", "-6", "10⁻⁶"),
        ("10", "–6", "10⁻⁶"),
        ("Ca", "2+", "Ca²⁺"),
        ("12", "99", "12⁹⁹"),
        ("2", "n", "2ⁿ"),
        ("population", "a", "populationᵃ"),
        ("Acme", "TM", "Acme™"),
        ("1", "st", "1st"),
        ("XX", "e", "XXe"),
        ("M", "me", "Mme"),
        ("cold.", "[13]", "cold.[13]"),
        ("", "valid from 1 May 2026", "valid from 1 May 2026"),
    ],
)
def test_figures_are_raised_and_the_letters_of_ordinals_are_not(
    before: str, text: str, shown: str
) -> None:
    assert before + raised(text, before) == shown


def test_a_lowered_figure_is_no_digit_of_the_number_before_it() -> None:
    assert "CO" + lowered("2", "CO") == "CO2"
    assert "101" + lowered("2", "101") == "101₂"


def test_the_exponent_of_a_formula_is_raised() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    power = "<m:sSup><m:e><m:r><m:t>40</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    power = f'<m:oMath xmlns:m="{math}">{power}</m:sSup></m:oMath>'
    docx = word(f"<w:p>{r('A field of ')}{power}{r(' metres.')}</w:p>")
    markup = "<math><msup><mn>40</mn><mn>2</mn></msup></math>"
    book_of_one = book({"a.xhtml": f"<html><body><p>A field of {markup} metres.</p></body></html>"})
    shape = (
        "<p:sp><p:txBody><a:p><a:r><a:t>A field of </a:t></a:r><mc:AlternateContent"
        f' xmlns:mc="x"><mc:Choice>{power}</mc:Choice><mc:Fallback><a:r><a:t>?</a:t></a:r>'
        "</mc:Fallback></mc:AlternateContent><a:r><a:t> metres.</a:t></a:r></a:p></p:txBody></p:sp>"
    )

    for name, data in (("a.docx", docx), ("a.epub", book_of_one), ("a.pptx", slides(shape))):
        assert extract(name, data).text == "A field of 40² metres.", name


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<mi>x</mi><mo>=</mo><mn>2</mn>", "x = 2"),
        ("<mo>−</mo><mn>2</mn>", "−2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<msqrt><mn>2</mn></msqrt>", "√2"),
        ("<msub><mi>x</mi><mi>i</mi></msub>", "x_i"),
        ("<msup><mi>e</mi><mrow><mn>2</mn><mi>π</mi></mrow></msup>", "e^(2π)"),
        ("<msub><mi>x</mi><mn>1</mn></msub>", "x₁"),
        (
            "<mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup>"
            "<mo>−</mo><mn>4</mn></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>",
            "(−b ± √(b² − 4))/(2a)",
        ),
        ("<msup><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mi>k</mi></mrow></msup>", "x^(n + k)"),
        ("<semantics><mi>x</mi><annotation encoding='tex'>x</annotation></semantics>", "x"),
    ],
)
def test_a_formula_stands_in_its_sentence(markup: str, shown: str) -> None:
    data = book({"a.xhtml": f"<html><body><p>So <math>{markup}</math> holds.</p></body></html>"})

    assert extract("a.epub", data).text == f"So {shown} holds."


@pytest.mark.parametrize(
    ("attribute", "annotation", "shown"),
    [
        ("", "", "So holds."),
        ("alttext='n over k'", "", "So n over k holds."),
        ("", r"<annotation encoding='application/x-tex'>\binom{n}{k}</annotation>",
         r"So \binom{n}{k} holds."),
    ],
)  # fmt: skip
def test_a_formula_that_goes_on_no_line_is_left_out_or_stands_as_its_author_wrote_it(
    attribute: str, annotation: str, shown: str
) -> None:
    inner = "<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>"
    formula = f"<math {attribute}><semantics><mrow>{inner}</mrow>{annotation}</semantics></math>"
    data = book({"a.xhtml": f"<html><body><p>So {formula} holds.</p></body></html>"})

    assert extract("a.epub", data).text == shown


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (f"<m:f><m:num>{run('1')}</m:num><m:den>{run('2')}</m:den></m:f>", "1/2"),
        (f"{run('x')}{run('=')}{run('2')}", "x = 2"),
        (f"<m:rad><m:deg/><m:e>{run('2a')}</m:e></m:rad>", "√(2a)"),
        (f"<m:sSub><m:e>{run('x')}</m:e><m:sub>{run('1')}</m:sub></m:sSub>", "x₁"),
        (
            f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{run('x')}</m:e>"
            "</m:d>",
            "[x]",
        ),
        (f"<m:d><m:e>{run('x')}</m:e></m:d>", "(x)"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{run('k=1')}</m:sub>"
            f"<m:sup>{run('9')}</m:sup><m:e>{run('k')}</m:e></m:nary>",
            "∑_(k=1)^9 k",
        ),
        (f"<m:m><m:mr><m:e>{run('1')}</m:e><m:e>{run('0')}</m:e></m:mr></m:m>", ""),
        ("<m:d><m:e>" * 90 + run("x") + "</m:e></m:d>" * 90, ""),
    ],
)  # fmt: skip
def test_a_formula_of_a_document_is_written_on_a_line_or_not_at_all(
    formula: str, shown: str
) -> None:
    spaces = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    math = f"<m:oMath {spaces}>{formula}</m:oMath>"
    data = word(f"<w:p>{r('So ')}{math}{r(' holds.')}</w:p>")

    assert extract("a.docx", data).text.split() == f"So {shown} holds.".split()


def test_the_mark_of_a_note_in_a_book_is_raised_by_what_it_is() -> None:
    marked = "<p>The fee is 25<a epub:type='noteref' role='doc-noteref' href='#n'>1</a> euros.</p>"
    data = book({"a.xhtml": f"<html><body>{marked}</body></html>"})

    assert extract("a.epub", data).text == "The fee is 25¹ euros."


def struck_cell(source: Source) -> None:
    assert "10 euros" not in source.text
    assert "10 euros" in source.removed


def test_a_cell_that_is_struck_out_by_its_style_is_empty() -> None:
    styles = (
        "<fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
    )
    cells = '<c s="1" t="inlineStr"><is><t>10 euros</t></is></c><c><v>12</v></c><c><v>13</v></c>'
    sheet = ("S", f"<sheetData><row>{cells}</row></sheetData>")

    struck_cell(extract("a.xlsx", workbook(sheet, styles=styles)))


def test_a_line_that_is_struck_out_as_a_whole_leaves_no_gap() -> None:
    source = extract("a.html", page(f"<p><del>Gone. {PROSE}</del></p><p>Here. {PROSE}</p>"))

    assert source.text == f"{PROSE}\n\nHere. {PROSE}"
    assert source.removed == (f"Gone. {PROSE}",)


def deleted_in_word() -> bytes:
    def gone(text: str) -> str:
        return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"

    moved = f"<w:moveFrom>{r(PROSE)}</w:moveFrom>"
    end = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + gone("CODE")
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{gone('A row')}</w:p></w:tc></w:tr>"
    return word(
        f"<w:p>{r('It costs ')}{gone('10 ')}{gone('euros')}{r(' 12 euros.')}{moved}{field}</w:p>"
        f"<w:p>{end}{gone('One line.')}</w:p><w:p>{gone('Another.')}{r('The end.')}</w:p>"
        f"<w:tbl>{row}</w:tbl>"
    )


def deleted_in_open_document() -> bytes:
    def region(inside: str) -> str:
        info = "<office:change-info><dc:creator>Ada</dc:creator></office:change-info>"
        deletion = f"<text:deletion>{info}{inside}</text:deletion>"
        return f"<text:changed-region>{deletion}</text:changed-region>"

    changes = (
        region("<text:p>10 euros</text:p>")
        + region("<text:p>One line.</text:p><text:h>Another.</text:h>")
        + region("<table:table><table:table-row><table:table-cell><text:p>A row</text:p>"
                 "</table:table-cell></table:table-row></table:table>")
    )  # fmt: skip
    changes += "<text:changed-region><text:insertion/></text:changed-region>"
    body = "<text:p>It costs <text:change/> 12 euros.</text:p><text:p>The end.</text:p>"
    return open_document(f"<text:tracked-changes>{changes}</text:tracked-changes>{body}")


DELETED_IN_RTF = (
    r"{\rtf1\ansi It costs {\deleted\revauthdel1 10 }{\deleted euros}{\mvf " + PROSE + "}"
    r" 12 euros.\par {\deleted One line. Another.} The end.\par {\deleted A row}}"
).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", deleted_in_word()),
        ("a.odt", deleted_in_open_document()),
        ("a.rtf", DELETED_IN_RTF),
    ],
)
def test_tracked_deletions_are_listed_with_what_is_struck_out(name: str, data: bytes) -> None:
    source = extract(name, data)

    assert source.text.replace("  ", " ") == "It costs 12 euros.\n\nThe end."
    assert source.removed == ("10 euros", "One line. Another.", "A row")
