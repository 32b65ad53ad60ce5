#!/usr/bin/env bash
# trafilatura: the words of <time>, <label> and <output> vanish from the middle of a sentence.
#
# The sentence around them stays, so that it reads as if the page said so: "It began on in Arven."
# Cells of a table that hold a <time> or a list are empty. News pages write days as <time>.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
    trafilatura==2.3.1 lxml==6.1.3 lxml-html-clean==0.4.5
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import trafilatura

around = "".join(
    f"<p>The {name} ferry leaves the harbour of Arven every morning at nine from the new wall, and"
    " comes back in the evening with all of its passengers, their bicycles and their dogs.</p>"
    for name in ("first", "second", "third")
)
sentence = (
    "The repair of the wall began on <time>12 May</time> at <label>Arven</label>, and costs"
    " <output>3 million</output> euros, which the town pays in four parts, as the mayor said."
)
table = (
    "<table><tr><th>Day</th><th>Boats</th></tr><tr><td><time>13 May</time></td><td>5</td></tr>"
    "<tr><td><ul><li>14 May</li></ul></td><td>6</td></tr></table>"
)
page = f"<html><body><article><h1>Ferries</h1>{around}<p>{sentence}</p>{table}{around}</article></body></html>"
text = trafilatura.extract(page)
words = ("12 May", "at Arven", "3 million", "13 May", "14 May")

print("version:  trafilatura", version("trafilatura"))
print("expected: the text has", words)
print("seen:     it has", tuple(word for word in words if word in text))
print("         ", [line for line in text.splitlines() if "began on" in line])
gone = not any(word in text for word in words) and "began on at , and costs euros" in text
sys.exit(0 if gone else "it has changed")
PYTHON
