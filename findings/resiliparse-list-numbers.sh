#!/usr/bin/env bash
# Resiliparse: the numbers of ordered lists are made anew, whatever the page says.
#
# Statutes and minutes give their points by <ol start> and <li value>, count down (reversed) or by
# letters (type). The text has 1, 2, 3 in their place, so that point 5 of the page is quoted as
# point 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check Resiliparse==2.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from resiliparse.extract.html2text import extract_plain_text

page = (
    "<p>Points:</p><ol start=5><li>the wall</li><li value=9>the gate</li></ol>"
    "<p>Last first:</p><ol reversed><li>boats</li><li>bells</li></ol>"
    "<p>Letters:</p><ol type=a><li>the key</li></ol>"
)
text = extract_plain_text(page)
seen = [line.strip() for line in text.splitlines() if line.strip()[:1].isdigit()]

print("version:  resiliparse", version("resiliparse"))
print("expected: ['5. the wall', '9. the gate', '2. boats', '1. bells', 'a. the key']")
print("seen:    ", seen)
wrong = ["1. the wall", "2. the gate", "1. boats", "2. bells", "1. the key"]
sys.exit(0 if seen == wrong else "it has changed")
PYTHON
