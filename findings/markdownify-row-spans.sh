#!/usr/bin/env bash
# markdownify, html2text, Inscriptis: below a cell of two rows the values move under other headings.
#
# In a table whose first cell spans two rows (rowspan), the second row has one cell less in HTML.
# All three write that row from the first column on, so that the year stands under "Town" and the
# seven boats under "Year", without a sign that a column was skipped. MarkItDown writes tables by
# markdownify.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
    markdownify==1.2.3 html2text==2025.4.15 inscriptis==2.7.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import html2text
import inscriptis
import markdownify

table = (
    "<table><tr><th>Town</th><th>Year</th><th>Boats</th></tr><tr><td rowspan=2>Arven</td>"
    "<td>2025</td><td>5</td></tr><tr><td>2026</td><td>7</td></tr></table>"
)
seen = {
    "markdownify": markdownify.markdownify(table),
    "html2text": html2text.html2text(table),
    "inscriptis": inscriptis.get_text(table),
}
last = {name: text.strip().splitlines()[-1].strip(" |") for name, text in seen.items()}

print("versions:", *(f"{name} {version(name)}" for name in seen))
print("expected: the last row has 2026 in the second column and 7 in the third")
for name, row in last.items():
    print("seen:    ", name, repr(row))
sys.exit(0 if all(row.startswith("2026") for row in last.values()) else "it has changed")
PYTHON
