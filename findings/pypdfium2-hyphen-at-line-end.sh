#!/usr/bin/env bash
# pypdfium2 (PDFium): a hyphen at the end of a line comes out as U+FFFE, and the line break is gone.
#
# U+FFFE is not a character: it is not printed, and no search for the word finds it. It stands both
# for the author's hyphen ("EU-China") and for the typesetter's ("govern-ment"), so the text does
# not tell any more which of the two it was.
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

pdf = FPDF()
pdf.add_page()
pdf.set_font("Helvetica", size=12)
for line in ("The EU-", "China dialogue of the govern-", "ment was long."):
    pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
text = pypdfium2.PdfDocument(bytes(pdf.output()))[0].get_textpage().get_text_range()

print("version:  pypdfium2", version("pypdfium2"))
print("expected:", ascii("The EU-\r\nChina dialogue of the govern-\r\nment was long."))
print("seen:    ", ascii(text))
as_told = "The EU\ufffeChina dialogue of the govern\ufffement was long."
sys.exit(0 if text == as_told else "it has changed")
PYTHON
