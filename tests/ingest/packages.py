"""Small office files, put together from a few lines of XML."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def zipped(parts: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            # Without the time, so that a file of a test is the same in each of its processes.
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return file.getvalue()


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """The part that gives each id its kind and target."""
    each = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def content_types(kind: str) -> str:
    return f'<Types><Override PartName="/main.xml" ContentType="application/vnd.{kind}"/></Types>'


def core(properties: str) -> str:
    return f"<cp:coreProperties {_CORE}>{properties}</cp:coreProperties>"


def word(body: str, *, background: str = "", **parts: str) -> bytes:
    """A Word document; further parts by kind: ``styles``, ``footnotes``, …, ``core``, ``app``."""
    own = {"core", "app"}
    inner = {f"r{kind}": (kind, f"{kind}.xml") for kind in parts if kind not in own}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            "openxmlformats-officedocument.wordprocessingml.document.main+xml"
        ),
        "_rels/.rels": relations(
            {
                "r1": ("officeDocument", "word/document.xml"),
                "r2": ("metadata/core-properties", "docProps/core.xml"),
                "r3": ("extended-properties", "docProps/app.xml"),
            }
        ),
        "word/_rels/document.xml.rels": relations(inner),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="{MC}">{background}'
        f"<w:body>{body}</w:body></w:document>",
    }
    for kind, content in parts.items():
        if kind == "core":
            files["docProps/core.xml"] = core(content)
        elif kind == "app":
            files["docProps/app.xml"] = content
        else:
            files[f"word/{kind}.xml"] = f'<w:{kind} xmlns:w="{W}">{content}</w:{kind}>'
    return zipped(files)


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{r(text, run)}</w:p></w:tc>"


def open_document(body: str, *, styles: str = "", automatic: str = "", meta: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{_OASIS}:{name}:1.0"'
        for name in ("office", "text", "table", "style", "draw", "meta")
    )
    spaces += (
        f' xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:styles>{styles}"
            "</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {spaces}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
        }
    )


def slides(
    *shapes: str,
    order: list[int] | None = None,
    hidden: frozenset[int] = frozenset(),
    ground: str = "",
) -> bytes:
    """A presentation; ``order`` has the slides, from 0, in the order in which they are shown."""
    numbers = order if order is not None else list(range(len(shapes)))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            "openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        "_rels/.rels": relations({"r1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/_rels/presentation.xml.rels": relations(
            {f"s{each}": ("slide", f"slides/slide{each}.xml") for each in range(len(shapes))}
        ),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{256 + each}" r:id="s{each}"/>' for each in numbers)
        + "</p:sldIdLst></p:presentation>",
    }
    for each, shape in enumerate(shapes):
        files[f"ppt/slides/slide{each}.xml"] = (
            f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" show="{int(each not in hidden)}">'
            f"<p:cSld>{ground}<p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
        )
    return zipped(files)


def sp(*paragraphs: str, kind: str = "") -> str:
    """A shape with paragraphs; ``kind`` makes it a placeholder."""
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    inner = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    return f"<p:sp>{holder}<p:txBody>{inner}</p:txBody></p:sp>"


def workbook(
    *sheets: tuple[str, str], strings: str = "", styles: str = "", states: tuple[str, ...] = ()
) -> bytes:
    """A workbook of named sheets, each with the XML of its rows and what stands around them."""
    inner = {f"r{each}": ("worksheet", f"sheets/{each}.xml") for each in range(len(sheets))}
    inner |= {"rs": ("sharedStrings", "strings.xml"), "rt": ("styles", "styles.xml")}
    listed = "".join(
        f'<sheet name="{name}" r:id="r{each}" state="{(*states, *["visible"] * 9)[each]}"/>'
        for each, (name, _) in enumerate(sheets)
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        ),
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": relations(inner),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/strings.xml": f'<sst xmlns="{S}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
    }
    for each, (_, content) in enumerate(sheets):
        files[f"xl/sheets/{each}.xml"] = f'<worksheet xmlns="{S}">{content}</worksheet>'
    return zipped(files)


def row(*texts: str, number: int | None = None, attributes: str = "") -> str:
    """A row of texts that stand in the sheet itself."""
    place = f' r="{number}"' if number else ""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row{place} {attributes}>{cells}</row>"


def book(chapters: dict[str, str], *, metadata: str = "", sheet: str = "", **more: str) -> bytes:
    """An e-book; chapters by file name, in reading order."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/>'
        "</rootfiles></container>",
        "OPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    files |= {f"OPS/{name}": content for name, content in chapters.items()}
    files |= {f"META-INF/{name}.xml": content for name, content in more.items()}
    if sheet:
        files["OPS/styles/a b.css"] = sheet
    return zipped(files)
