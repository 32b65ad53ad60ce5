#!/usr/bin/env bash
# pypdfium2: get_mediabox() and get_cropbox() of a page ignore a box that the page inherits.
#
# A PDF page without /MediaBox inherits that of the page tree above it (ISO 32000-1, 7.7.3.4), and
# fpdf2 writes its files that way. For such a page get_size() is right, while get_mediabox() and
# get_cropbox() silently return a US Letter page, 612 x 792. Code that takes the edges of the page
# from them loses what stands to the right of 612 points on a landscape page.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pypdfium2==5.15.2 fpdf2==2.8.9
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import pypdfium2
from fpdf import FPDF

pdf = FPDF(orientation="landscape", format="A4")
pdf.add_page()
page = pypdfium2.PdfDocument(bytes(pdf.output()))[0]
size = tuple(map(round, page.get_size()))
boxes = [tuple(map(round, box)) for box in (page.get_mediabox(), page.get_cropbox())]

print("versions: pypdfium2", version("pypdfium2"), "with fpdf2", version("fpdf2"))
print("expected: the boxes of the A4 landscape page,", (0, 0, *size))
print("seen:     get_size", size, "get_mediabox", boxes[0], "get_cropbox", boxes[1])
sys.exit(0 if size == (842, 595) and boxes == [(0, 0, 612, 792)] * 2 else "it has changed")
PYTHON
