#!/usr/bin/env bash
# python-docx: Paragraph.text leaves out what was inserted while changes were recorded.
#
# Word shows an insertion as part of the text from the moment it is typed, accepted or not; so do
# viewers. In Paragraph.text it is missing, and so is what stands in a content control, without a
# mark or a warning: the sentence that remains reads "The grant is  million."
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from docx import Document
from docx.oxml import parse_xml

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = "<w:r><w:t>12</w:t></w:r>"
WAYS = {
    "inserted": f'<w:ins {NAMES} w:id="1" w:author="Editor">{RUN}</w:ins>',
    "in a content control": f"<w:sdt {NAMES}><w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
}


def text(number):
    paragraph = Document().add_paragraph("The grant is ")
    paragraph._p.append(parse_xml(number))
    paragraph.add_run(" million.")
    return paragraph.text


seen = {way: text(number) for way, number in WAYS.items()}

print("version:  python-docx", version("python-docx"))
print("expected: 'The grant is 12 million.'")
print("seen:    ", seen)
sys.exit(0 if set(seen.values()) == {"The grant is  million."} else "it has changed")
PYTHON
