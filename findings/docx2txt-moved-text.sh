#!/usr/bin/env bash
# docx2txt: a paragraph that was moved while changes were tracked is read twice.
#
# Tracked deletions are left out, since Word writes deleted text as w:delText. But the text of a
# move is written as w:t in both places, in w:moveFrom where it was and in w:moveTo where it is now,
# and both are read. The result is neither the text with all changes accepted nor the one with none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check docx2txt==0.9
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from importlib.metadata import version
from zipfile import ZipFile

import docx2txt

OFFICE = "http://schemas.openxmlformats.org"
DOCUMENT = f"""<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"><w:body
><w:moveFromRangeStart w:id="1" w:name="move1" w:author="Ann"
/><w:p><w:pPr><w:rPr><w:moveFrom w:id="2" w:author="Ann"/></w:rPr></w:pPr
><w:moveFrom w:id="3" w:author="Ann"><w:r><w:t>The gate closes.</w:t></w:r></w:moveFrom></w:p
><w:moveFromRangeEnd w:id="1"
/><w:p><w:r><w:t xml:space="preserve">The grant is </w:t></w:r
><w:del w:id="4" w:author="Ann"><w:r><w:delText>4</w:delText></w:r></w:del
><w:ins w:id="5" w:author="Ann"><w:r><w:t>5</w:t></w:r></w:ins
><w:r><w:t xml:space="preserve"> million.</w:t></w:r></w:p
><w:moveToRangeStart w:id="6" w:name="move1" w:author="Ann"
/><w:p><w:pPr><w:rPr><w:moveTo w:id="7" w:author="Ann"/></w:rPr></w:pPr
><w:moveTo w:id="8" w:author="Ann"><w:r><w:t>The gate closes.</w:t></w:r></w:moveTo></w:p
><w:moveToRangeEnd w:id="6"/></w:body></w:document>"""
TYPES = f"""<Types xmlns="{OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType=
 "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONSHIPS = f"""<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship
 Id="r1" Type="{OFFICE}/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
path = f"{sys.argv[1]}/moved.docx"
with ZipFile(path, "w") as package:
    package.writestr("[Content_Types].xml", TYPES)
    package.writestr("_rels/.rels", RELATIONSHIPS)
    package.writestr("word/document.xml", DOCUMENT)
lines = docx2txt.process(path).split("\n\n")

print("version:  docx2txt", version("docx2txt"))
print("expected:", ["The grant is 5 million.", "The gate closes."])
print("seen:    ", lines)
as_told = ["The gate closes.", "The grant is 5 million.", "The gate closes."]
sys.exit(0 if lines == as_told else "it has changed")
PYTHON
