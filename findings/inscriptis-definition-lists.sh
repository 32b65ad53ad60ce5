#!/usr/bin/env bash
# Inscriptis: a term and its definition are written as one word.
#
# Without white space between the tags, as minified pages have none, <dt>Fare</dt><dd>12 euros</dd>
# becomes "Fare12 euros" and goes on with the next term, although browsers show each in a line of
# its own. Its style sheets know no dl, dt and dd.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check inscriptis==2.7.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import inscriptis

page = "<dl><dt>Fare</dt><dd>12 euros</dd><dt>Day</dt><dd>13 May</dd></dl>"
text = inscriptis.get_text(page).strip()

print("version:  inscriptis", version("inscriptis"))
print("expected: four words or lines: Fare, 12 euros, Day, 13 May")
print("seen:    ", repr(text))
sys.exit(0 if text == "Fare12 eurosDay13 May" else "it has changed")
PYTHON
