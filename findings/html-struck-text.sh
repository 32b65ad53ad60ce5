#!/usr/bin/env bash
# trafilatura, Inscriptis, Resiliparse: a number struck out and its correction become one number.
#
# <del>10</del><ins>12</ins> is what a page writes that corrects 10 to 12, and a shop writes
# <s>9</s>8. Read as text, both are numbers that nobody wrote: 1012 and 98. A raised figure does the
# same: 12<sup>3</sup>, the third note to 12, is 123.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
    trafilatura==2.3.1 lxml==6.1.3 lxml-html-clean==0.4.5 inscriptis==2.7.6 Resiliparse==2.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import inscriptis
import trafilatura
from resiliparse.extract.html2text import extract_plain_text

around = "".join(
    f"<p>The {name} ferry leaves the harbour of Arven every morning at nine from the new wall, and"
    " comes back in the evening with all of its passengers, their bicycles and their dogs.</p>"
    for name in ("first", "second", "third")
)
sentence = (
    "The fare is <del>10</del><ins>12</ins> euros, that of a dog <s>9</s>8, and the boat carries"
    " 12<sup>3</sup> tonnes of stone and sand on each of its ways, as the mayor said."
)
page = f"<html><body><article><h1>Ferries</h1>{around}<p>{sentence}</p></article></body></html>"
seen = {
    "trafilatura": trafilatura.extract(page),
    "inscriptis": inscriptis.get_text(page),
    "resiliparse": extract_plain_text(page),
}

print("versions:", *(f"{name} {version(name)}" for name in seen))
print("expected: 10 and 12, 9 and 8, 12 and 3 are told apart, or what is struck is left out")
for name, text in seen.items():
    print("seen:    ", name, [line.strip() for line in text.splitlines() if "fare" in line])
welded = ("is 1012 euros", "dog 98,", "123 tonnes")
sys.exit(0 if all(word in text for text in seen.values() for word in welded) else "it has changed")
PYTHON
