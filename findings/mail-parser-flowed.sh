#!/usr/bin/env bash
# mail-parser: the words of a message in format=flowed with DelSp=yes stay torn.
#
# Such a message (RFC 3676) may break its lines anywhere: a blank at the end of a line is deleted
# with the line break. The body has both, so that "inspected" is "in", a blank, a line break and
# "spected".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check mail-parser==4.8.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import mailparser

message = (
    "From: ann@example.org\nTo: bob@example.org\nSubject: Wall\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n"
    "The wall was in \nspected on 12 May.\n"
)
body = mailparser.parse_from_string(message).body

print("version:  mail-parser", version("mail-parser"))
print("expected: 'The wall was inspected on 12 May.'")
print("seen:    ", repr(body.strip()))
sys.exit(0 if "in \nspected" in body else "it has changed")
PYTHON
