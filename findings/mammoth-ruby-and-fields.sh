#!/usr/bin/env bash
# mammoth: words with ruby and simple fields vanish.
#
# A Japanese name with its reading above it (w:ruby) is gone together with the reading, the result
# of a simple field (w:fldSimple, as mail merge and cross-references are written) is gone, and so
# are words in a marked direction (w:dir, w:bdo). The sentence around them stays. A carriage return
# (w:cr) and a tab at a position (w:ptab) leave nothing, so that two words become one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

run = "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>".format
ruby = (
    "<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val='center'/><w:hps w:val='12'/><w:hpsRaise w:val='20'/>"
    "<w:hpsBaseText w:val='24'/><w:lid w:val='ja-JP'/></w:rubyPr>"
    f"<w:rt>{run('あさひ')}</w:rt><w:rubyBase>{run('旭')}</w:rubyBase></w:ruby></w:r>"
)
field = f"<w:fldSimple w:instr=' MERGEFIELD Sum '>{run('4,210')}</w:fldSimple>"
directed = f"<w:bdo w:val='ltr'>{run('12 May')}</w:bdo>"
document = docx.Document()
for inner in (
    run("Mayor ") + ruby + run(" paid ") + field + run(" euros on ") + directed + run("."),
    run("Arven") + "<w:r><w:cr/></w:r>" + run("harbour") + "<w:r><w:ptab w:relativeTo='margin'"
    " w:alignment='right' w:leader='none'/></w:r>" + run("wall"),
):
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
file = io.BytesIO()
document.save(file)
text = mammoth.extract_raw_text(file).value.split("\n\n")[:2]

print("version:  mammoth", version("mammoth"))
print("expected: Mayor 旭 paid 4,210 euros on 12 May. / Arven harbour wall (in three parts)")
print("seen:    ", " / ".join(text))
gone = text == ["Mayor  paid  euros on .", "Arvenharbourwall"]
sys.exit(0 if gone else "it has changed")
PYTHON
