#!/usr/bin/env bash
# openpyxl: characters that XLSX escapes are given as _x000B_, and _x0041_ is not what Excel shows.
#
# ECMA-376 (part 1, 22.9.2.19, ST_Xstring) writes a character that XML cannot hold as _xHHHH_, and a
# text that looks like one as _x005F_xHHHH_. XlsxWriter writes so, and Excel shows the characters;
# openpyxl returns the escapes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import openpyxl
import xlsxwriter

written = ["Harbour\x0bwall", "bell\x07"]
file = io.BytesIO()
book = xlsxwriter.Workbook(file)
book.add_worksheet().write_row(0, 0, written)
book.close()
file.seek(0)
read = [cell.value for cell in next(openpyxl.load_workbook(file).active.rows)]

print("versions: openpyxl", version("openpyxl"), "reads what XlsxWriter", version("XlsxWriter"), "wrote")
print("expected:", written)
print("seen:    ", read)
sys.exit(0 if read == ["Harbour_x000B_wall", "bell_x0007_"] else "it has changed")
PYTHON
