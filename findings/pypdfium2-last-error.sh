#!/usr/bin/env bash
# pypdfium2 (PDFium): why a PDF cannot be opened may be the reason of the file before it.
#
# PDFium keeps its last error for the whole process. A PDF whose page tree is empty cannot be opened
# either, but sets none, so pypdfium2 raises what FPDF_GetLastError() still says: after a file with a
# password "Incorrect password error", although the file has none. A service that reads one file
# after another tells people to remove a password that is not there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pypdfium2==5.15.2 pypdf==7.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import pypdfium2
from pypdf import PdfWriter


def made(pages, password=""):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def reason(data):
    try:
        pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return str(error)
    return "opened"


empty, locked = made(0), made(1, "secret")
first = reason(empty)
reason(locked)
again = reason(empty)

print("versions: pypdfium2", version("pypdfium2"), "with pypdf", version("pypdf"))
print("expected: the same reason for the same file, whatever was opened before it")
print("seen:     first", repr(first), "and after a locked file", repr(again))
sys.exit(0 if first != again and "password" in again.lower() else "it has changed")
PYTHON
