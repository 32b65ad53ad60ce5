#!/usr/bin/env bash
# docx2python: a hyphen that may not break (w:noBreakHyphen) vanishes, so that words and numbers weld.
#
# Word writes the hyphen of Ctrl+Shift+_ as an element of its own. "555-1234" becomes "5551234", and
# "anti-flood wall" becomes "antiflood wall". python-docx and mammoth keep it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import docx
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_paragraph()
for number, part in enumerate(("The anti", "flood wall: call 555", "1234.")):
    if number:
        paragraph.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
    paragraph.add_run(part)
file = io.BytesIO()
document.save(file)
with docx2python(file) as read:
    text = read.text.strip()

print("version:  docx2python", version("docx2python"))
print("expected:", docx.Document(file).paragraphs[0].text, "(as python-docx reads it)")
print("seen:    ", text)
sys.exit(0 if text == "The antiflood wall: call 5551234." else "it has changed")
PYTHON
