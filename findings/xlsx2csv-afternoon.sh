#!/usr/bin/env bash
# xlsx2csv: half past three in the afternoon is written as half past three in the morning.
#
# The format "yyyy-mm-dd h:mm:ss", which openpyxl gives to every date with a time, has no AM/PM and
# is therefore one of 24 hours; so is "d.m.yyyy h:mm". xlsx2csv takes a single h for one of twelve
# and writes no AM or PM either: midnight becomes noon, and nothing in the CSV tells 3:30 from
# 15:30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from datetime import datetime
from importlib.metadata import version

import openpyxl
from xlsx2csv import Xlsx2csv

moments = [datetime(2026, 5, 12, hour, 30) for hour in (0, 3, 15)]
book = openpyxl.Workbook()
for moment in moments:
    book.active.append([moment])
file = io.BytesIO()
book.save(file)
file.seek(0)
written = io.StringIO()
Xlsx2csv(file).convert(written)
seen = written.getvalue().split("\n")[: len(moments)]

print("versions: xlsx2csv", version("xlsx2csv"), "with openpyxl", version("openpyxl"))
print("format:  ", book.active["A1"].number_format)
print("expected:", [str(moment) for moment in moments])
print("seen:    ", [line.strip() for line in seen])
wrong = [line.strip()[11:16] for line in seen] == ["12:30", "03:30", "03:30"]
sys.exit(0 if wrong else "it has changed")
PYTHON
