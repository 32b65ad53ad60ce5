#!/usr/bin/env bash
# ReportLab: setPageRotation(90) swaps the sides of the page, and cuts off what is drawn beyond them.
#
# A page of 500 by 600 points on which is drawn up to 600 is to be turned for the reader, as a
# scanner turns it. In the file it is 600 wide and 500 high: what stands above 500 is outside the
# page, for viewers and for readers of text. The sides have to be given swapped.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check reportlab==5.1.0 pypdfium2==5.15.2
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

seen = {}
for turn in (0, 90):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(500, 600))
    canvas.setPageRotation(turn)
    canvas.drawString(50, 550, "at the top")
    canvas.drawString(50, 50, "at the bottom")
    canvas.save()
    page = pypdfium2.PdfDocument(file.getvalue())[0]
    text = page.get_textpage().get_text_bounded()
    seen[turn] = tuple(map(int, page.get_mediabox())), text.split("\r\n")

print("versions: reportlab", version("reportlab"), "with pypdfium2", version("pypdfium2"))
print("expected: the same box and the same words, turned or not:", seen[0])
print("seen:     turned:", seen[90])
sys.exit(0 if seen[90] == ((0, 0, 600, 500), ["at the bottom"]) else "it has changed")
PYTHON
