#!/usr/bin/env bash
# MarkItDown: a numbered list of Word that goes on after a paragraph starts at 1 again.
#
# Word counts on: articles 1 and 2, a paragraph, article 3. The Markdown says that the third is
# "1.", a number that no page shows. Whoever quotes "article 1" from it quotes another article.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check 'markitdown[docx]==0.1.9' python-docx==1.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import docx
from markitdown import MarkItDown

document = docx.Document()
for text, style in (
    ("The wall stays.", "List Number"),
    ("The gate opens.", "List Number"),
    ("The council may add to these.", None),
    ("The boats leave.", "List Number"),
):
    document.add_paragraph(text, style)
file = io.BytesIO()
document.save(file)
file.seek(0)
text = MarkItDown().convert_stream(file, file_extension=".docx").text_content
seen = [line for line in text.splitlines() if line[:1].isdigit()]

print("version:  markitdown", version("markitdown"))
print("expected: ['1. The wall stays.', '2. The gate opens.', '3. The boats leave.']")
print("seen:    ", seen)
sys.exit(0 if seen[-1] == "1. The boats leave." else "it has changed")
PYTHON
