#!/usr/bin/env bash
# MarkItDown: cells of a workbook that are text are changed as if they were numbers.
#
# The postcode "01067" stands as text in the workbook and is "1067" in the Markdown; the country
# code "NA" is "NaN", as an empty cell is; and a column of whole numbers with one empty cell has
# decimals. A program that turns documents into text to be read is not expected to guess types.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check 'markitdown[xlsx]==0.1.9'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import openpyxl
from markitdown import MarkItDown

book = openpyxl.Workbook()
for row in (("Postcode", "Country", "Boats"), ("01067", "NA", 5), ("04109", "DE", None)):
    book.active.append(row)
file = io.BytesIO()
book.save(file)
file.seek(0)
text = MarkItDown().convert_stream(file, file_extension=".xlsx").text_content
seen = [line for line in text.splitlines() if line.startswith("|")][2:]

print("version:  markitdown", version("markitdown"), "with pandas", version("pandas"))
print("expected: ['| 01067 | NA | 5 |', '| 04109 | DE |  |']")
print("seen:    ", seen)
sys.exit(0 if seen == ["| 1067 | NaN | 5.0 |", "| 4109 | DE | NaN |"] else "it has changed")
PYTHON
