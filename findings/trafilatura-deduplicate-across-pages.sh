#!/usr/bin/env bash
# trafilatura: with deduplicate=True, a page that was extracted three times in a process is empty.
#
# The option reads as if it removed repetitions within a page. But paragraphs are counted for the
# whole process, so what extract() returns depends on what was read before: the fourth call with the
# same page returns None. A service that fetches a page regularly loses all of it, and one that
# reads many pages of a publisher loses the note that they share, from the fourth page on.
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

paragraphs = "".join(
    f"<p>The {name} ferry leaves the harbour of Arven every morning at nine from the new wall, and"
    " comes back in the evening with all of its passengers, their bicycles and their dogs.</p>"
    for name in ("first", "second", "third", "fourth")
)
page = f"<html><body><article><h1>Ferries</h1>{paragraphs}</article></body></html>"
lengths = [len(trafilatura.extract(page, deduplicate=True) or "") for _ in range(5)]
without = [len(trafilatura.extract(page) or "") for _ in range(5)]

print("version:  trafilatura", version("trafilatura"))
print("expected: the same text at each call, as without the option:", without)
print("seen:     characters at each call with deduplicate=True:", lengths)
as_told = lengths[0] == lengths[2] > 500 and lengths[3:] == [0, 0] and len(set(without)) == 1
sys.exit(0 if as_told else "it has changed")
PYTHON
