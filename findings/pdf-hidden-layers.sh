#!/usr/bin/env bash
# pypdf, pdfminer.six, pypdfium2: the text of a layer that is off is given with the rest.
#
# A PDF can hold content that no viewer shows until the reader turns its layer on (optional content,
# ISO 32000-1, 8.11): drafts, answers, other languages. All three give it among the visible text,
# without a mark, so that a page says two things where a reader sees one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
    pypdf==7.1.1 pdfminer.six==20260107 pypdfium2==5.15.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import pypdfium2
from pdfminer.high_level import extract_text
from pypdf import PdfReader

content = (
    b"BT /F 12 Tf 20 150 Td (The grant is 12 million.) Tj ET\n"
    b"/OC /L BDC BT /F 12 Tf 20 100 Td (Draft: 10 million.) Tj ET EMC"
)
objects = [
    b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]/Order[]>>>>>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
    b"/Resources<</Font<</F 6 0 R>>/Properties<</L 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    b"<</Type/OCG/Name(Draft)>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
]
data, places = b"%PDF-1.7\n", []
for number, each in enumerate(objects, 1):
    places.append(len(data))
    data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
table = b"".join(b"%010d 00000 n \n" % place for place in places)
end = b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
data += b"xref\n0 7\n0000000000 65535 f \n" + table + end

page = pypdfium2.PdfDocument(data)[0]
shown = page.render().to_numpy()
seen = {
    "pypdf": PdfReader(io.BytesIO(data)).pages[0].extract_text(),
    "pdfminer.six": extract_text(io.BytesIO(data)),
    "pypdfium2": page.get_textpage().get_text_bounded(),
}
height = shown.shape[0]
drawn = [(shown[top:bottom] < 128).any() for top, bottom in ((0, height * 2 // 5), (height * 2 // 5, height))]

print("versions:", ", ".join(f"{name} {version(name)}" for name in seen))
print("expected: only what is drawn; the line of the draft is", "drawn" if drawn[1] else "not drawn")
print("seen:    ", {name: " ".join(text.split()) for name, text in seen.items()})
given = all("10 million" in text for text in seen.values())
sys.exit(0 if given and drawn == [True, False] else "it has changed")
PYTHON
