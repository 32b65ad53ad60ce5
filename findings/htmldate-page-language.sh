#!/usr/bin/env bash
# htmldate: the day of an American page is read as a European one, though the page says its language.
#
# 05/06/2026 on a page with lang="en-US" is the sixth of May; htmldate gives the fifth of June, and
# does so for every language. Where the figures leave no doubt (05/16/2026) it reads them the
# American way.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check htmldate==1.11.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from htmldate import find_date

page = "<html lang='{}'><body><article><h1>Boats</h1><p class='date'>{}</p></article></body></html>"
cases = (("en-US", "05/06/2026"), ("en-GB", "05/06/2026"), ("en-US", "05/16/2026"))
seen = [find_date(page.format(*case)) for case in cases]

print("version:  htmldate", version("htmldate"))
print("expected: ['2026-05-06', '2026-06-05', '2026-05-16'] for", list(cases))
print("seen:    ", seen)
sys.exit(0 if seen == ["2026-06-05", "2026-06-05", "2026-05-16"] else "it has changed")
PYTHON
