"""PDF files of known texts by the producers that people use, as far as they are installed."""

from __future__ import annotations

import importlib
import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any, TypeAlias

from tests.known_scripts import Known, font_file, plain

Producer: TypeAlias = Callable[[Known, Path], bytes]
"""Writes a known text; what it needs on the way goes to a folder of its own."""

_SECONDS = 120


class Unable(Exception):
    """A producer that cannot write a text: it has no vertical lines, say, or takes no such font."""


def with_fpdf2(known: Known, _: Path) -> bytes:
    """Write with fpdf2, shaped by HarfBuzz; raised figures in its Markdown-like way."""
    fpdf: Any = importlib.import_module("fpdf")
    if known.css and known.name not in {"letter-spacing", "hyphenation"}:
        raise Unable
    document = fpdf.FPDF(unit="pt", format=(400, 400))
    document.add_page()
    file, place = _font(known)
    document.add_font("known", fname=file, **({"collection_font_number": place} if place else {}))
    document.set_font("known", size=12)
    if other := font_file("DejaVu Sans"):
        document.add_font("other", fname=other[0])
        document.set_fallback_fonts(["other"])
    document.set_text_shaping(
        use_shaping_engine=True, direction="rtl" if known.right_to_left else "ltr"
    )
    if "spacing" in known.css:
        document.set_char_spacing(3.6)
    align = "R" if known.right_to_left else "L"
    for paragraph in known.paragraphs:
        if "<sup>" in paragraph:
            for part in re.split(r"(<sup>\d+</sup>)", paragraph):
                document.char_vpos = "SUP" if part.startswith("<sup>") else "LINE"
                document.write(16, re.sub("<[^>]+>", "", part))
            document.char_vpos = "LINE"
        else:
            text = paragraph if "\u00ad" in paragraph else plain(paragraph)
            width = 170 if "width" in known.css else 0
            document.multi_cell(width, 16, text, align=align, new_x="LMARGIN", new_y="NEXT")
        document.ln(10)
    return bytes(document.output())


def with_reportlab(known: Known, _: Path) -> bytes:
    """Write paragraphs of ReportLab's Platypus, shaped by HarfBuzz."""
    if (known.css and known.name != "hyphenation") or known.right_to_left:
        raise Unable  # words from the right are set in the wrong order without another package
    fonts: Any = importlib.import_module("reportlab.pdfbase.ttfonts")
    metrics: Any = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    platypus: Any = importlib.import_module("reportlab.platypus")
    styles: Any = importlib.import_module("reportlab.lib.styles")
    file, place = _font(known)
    name = re.sub(r"\W", "", known.family)
    try:
        metrics.registerFont(fonts.TTFont(name, file, subfontIndex=place, shapable=True))
    except fonts.TTFError as error:
        raise Unable from error
    style = styles.ParagraphStyle(
        "known",
        fontName=name,
        fontSize=12,
        leading=16,
        spaceAfter=12,
        shaping=1,
        wordWrap="CJK" if known.language in {"zh", "ja"} else None,
    )
    written = BytesIO()
    document = platypus.SimpleDocTemplate(written, pagesize=(400, 400), leftMargin=30, topMargin=30)
    document.build(
        [
            platypus.Paragraph(re.sub("(</?)sup>", r"\1super>", each), style)
            for each in map(_without_ruby, known.paragraphs)
        ]
    )
    return written.getvalue()


def with_typst(known: Known, folder: Path, *, own_fonts: bool = False) -> bytes:
    """Write with Typst, which brings some fonts of its own."""
    typst: Any = importlib.import_module("typst")
    source = folder / "page.typ"
    source.write_text(_in_typst(known), encoding="utf-8")
    return bytes(typst.compile(str(source), font_paths=_typst_fonts(own=own_fonts)))


@cache
def _typst_fonts(*, own: bool) -> Any:  # noqa: ANN401 (Typst's own)
    """Look for fonts once: that takes .17 seconds, and to write a page .002."""
    return importlib.import_module("typst").Fonts(include_system_fonts=not own)


def with_weasyprint(known: Known, _: Path) -> bytes:
    """Write with WeasyPrint, by Pango."""
    weasyprint: Any = importlib.import_module("weasyprint")
    return bytes(weasyprint.HTML(string=_page(known)).write_pdf())


def with_chromium(known: Known, folder: Path) -> bytes:
    """Print with Chromium, by Skia."""
    made, page = folder / "page.pdf", folder / "page.html"
    page.write_text(_page(known), encoding="utf-8")
    _run(
        which("chromium") or which("google-chrome") or "chromium",
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
        *("--disable-background-networking", f"--user-data-dir={folder / 'profile'}"),
        f"--print-to-pdf={made}",
        page.as_uri(),
    )
    return made.read_bytes()


def with_libreoffice(known: Known, folder: Path) -> bytes:
    """Export from the LibreOffice Writer."""
    if known.css and known.name != "hyphenation" and "vertical" not in known.css:
        raise Unable
    page = folder / "page.fodt"
    page.write_text(_in_open_document(known), encoding="utf-8")
    _run(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(page)),
    )
    return page.with_suffix(".pdf").read_bytes()


def with_ghostscript(data: bytes, folder: Path) -> bytes:
    """Write a file anew with Ghostscript."""
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(data)
    _run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-o{after}", str(before))
    return after.read_bytes()


PACKAGES: Mapping[str, tuple[str, Producer]] = {
    "fpdf2": ("fpdf", with_fpdf2),
    "Typst": ("typst", with_typst),
    "ReportLab": ("reportlab", with_reportlab),
    "WeasyPrint": ("weasyprint", with_weasyprint),
}
"""Producers that are packages, with what they are imported as."""

PROGRAMS: Mapping[str, tuple[str, Producer]] = {
    "Chromium": ("chromium", with_chromium),
    "LibreOffice": ("soffice", with_libreoffice),
}
"""Producers that are programs, with their commands."""


def _font(known: Known) -> tuple[str, int]:
    found = font_file(known.family)
    if not found:
        raise Unable
    return found


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)


def _page(known: Known) -> str:
    """Return a text as a web page of 400 points a side."""
    direction = "rtl" if known.right_to_left else "ltr"
    paragraphs = "".join(f"<p>{each}</p>" for each in known.paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{known.language}" dir="{direction}"><meta charset="utf-8">'
        "<style>@page { size: 400pt 400pt; margin: 30pt }"
        f" p {{ font: 12pt '{known.family}'; {known.css} }}</style>{paragraphs}</html>"
    )


_RUBY = """#let ruby(base, reading) = context {
  let small = text(size: .5em, reading)
  box(
    width: calc.max(measure(base).width, measure(small).width),
    place(top + center, dy: -.75em, small) + align(center, base),
  )
}"""


def _in_typst(known: Known) -> str:
    if "vertical" in known.css:
        raise Unable
    options = f'lang: "{known.language}", font: ("{known.family}",), size: 12pt'
    options += ", hyphenate: true" if "hyphens" in known.css else ""
    options += ", tracking: 0.3em" if "spacing" in known.css else ""
    pieces = [f"#set page(width: 400pt, height: 400pt, margin: 30pt)\n#set text({options})"]
    if "width" in known.css:
        pieces.append("#set page(width: 230pt)\n#set par(justify: true)")
    if any("<ruby>" in paragraph for paragraph in known.paragraphs):
        pieces.append(_RUBY)
    for paragraph in known.paragraphs:
        raised = r"#super(typographic: false)[\1]"
        text = re.sub(r"<sup>(\d+)</sup>", raised, paragraph).replace("\u00ad", "")
        text = re.sub("<ruby>(.*?)<rt>(.*?)</rt></ruby>", r"#ruby[\1][\2]", text)
        pieces.append(f"#smallcaps[{text}]" if "caps" in known.css else text)
    return "\n\n".join(pieces)


def _in_open_document(known: Known) -> str:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in {
            "office": "office",
            "style": "style",
            "text": "text",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    mode = "rl-tb" if known.right_to_left else "lr-tb"
    page = '<style:page-layout-properties fo:page-width="595pt" fo:page-height="842pt"'
    if "vertical" in known.css:
        mode = "page"
        page += ' style:writing-mode="tb-rl"'
    reading = re.compile("<ruby>(.*?)<rt>(.*?)</rt></ruby>")
    read = (
        r"<text:ruby text:style-name='Y'><text:ruby-base>\1</text:ruby-base>"
        r"<text:ruby-text text:style-name='T'>\2</text:ruby-text></text:ruby>"
    )
    names = " ".join(f'style:font-name{script}="K"' for script in ("", "-asian", "-complex"))
    raised = re.compile(r"<sup>(\d+)</sup>")
    paragraphs = "".join(
        "<text:p text:style-name='P'>"
        + raised.sub(r"<text:span text:style-name='R'>\1</text:span>", reading.sub(read, each))
        + "</text:p>"
        for each in known.paragraphs
    )
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>
<style:font-face style:name="K" svg:font-family="&apos;{known.family}&apos;"/>
</office:font-face-decls><office:automatic-styles>
<style:page-layout style:name="L">{page} fo:margin="56pt"/></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties
 style:writing-mode="{mode}" fo:margin-bottom="10pt"/><style:text-properties {names}
 fo:font-size="12pt" style:font-size-asian="12pt" style:font-size-complex="12pt"/></style:style>
<style:style style:name="R" style:family="text"><style:text-properties
 style:text-position="super 58%"/></style:style>
<style:style style:name="Y" style:family="ruby"><style:ruby-properties
 style:ruby-align="center"/></style:style>
<style:style style:name="T" style:family="text"><style:text-properties fo:font-size="6pt"
 style:font-size-asian="6pt"/></style:style>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
 style:page-layout-name="L"/></office:master-styles><office:body><office:text>{paragraphs}</office:text></office:body>
</office:document>'''


def _without_ruby(paragraph: str) -> str:
    return re.sub(r"<rt>.*?</rt>|</?ruby>", "", paragraph)
