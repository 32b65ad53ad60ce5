#!/usr/bin/env bash
# discord.py: remove_markdown removes the words of a link, and the dash but not the sign of small print.
#
# A masked link keeps its words for the reader; remove_markdown takes them away together with the
# address, so that "Read [the report](...) today" becomes "Read today". The documentation warns of
# single characters (10 * 5) only. Of "-# as amended" it leaves "# as amended", which is a heading.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check discord.py==2.7.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from discord.utils import remove_markdown

expected = {
    "Read [the report](https://example.org/report) today": "Read the report today",
    "-# as amended": "as amended",
}
seen = [remove_markdown(text) for text in expected]

print("version:  discord.py", version("discord.py"))
print("expected:", list(expected.values()))
print("seen:    ", seen)
sys.exit(0 if seen == ["Read  today", "# as amended"] else "it has changed")
PYTHON
