#!/usr/bin/env bash
# pandoc: numbered lists of an ODT that go on begin at 1 again, and numbered headings lose their numbers.
#
# LibreOffice writes text:continue-list, with the name of the list that goes on, and counts on: 4.
# pandoc knows only text:continue-numbering and writes "1.", the number of another item of the
# document. Headings that the outline style numbers ("1. The harbour" on each page) come without it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pypandoc-binary==1.17
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc

kinds = ("office", "text", "style")
names = " ".join(f'xmlns:{kind}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for kind in kinds)
number = 'style:num-suffix="." style:num-format="1"'
item = "<text:list-item><text:p>{}</text:p></text:list-item>".format
content = f"""<office:document-content {names} office:version="1.3"><office:automatic-styles>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" {number}/>
</text:list-style></office:automatic-styles><office:body><office:text>
<text:h text:outline-level="1">The harbour</text:h>
<text:list xml:id="list1" text:style-name="L1">{item("The wall.")}{item("The gate.")}</text:list>
<text:p>The council may add to these.</text:p>
<text:list text:style-name="L1" text:continue-numbering="true">{item("The boats.")}</text:list>
<text:p>And to these.</text:p>
<text:list text:style-name="L1" text:continue-list="list1">{item("The bells.")}</text:list>
</office:text></office:body></office:document-content>"""
styles = f"""<office:document-styles {names} office:version="1.3"><office:styles>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" {number}/>
</text:outline-style></office:styles></office:document-styles>"""
kind = "application/vnd.oasis.opendocument.text"
space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
entries = "".join(
    f'<m:file-entry m:full-path="{path}" m:media-type="{type_}"/>'
    for path, type_ in (("/", kind), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
)
file = io.BytesIO()
with zipfile.ZipFile(file, "w") as package:
    package.writestr("mimetype", kind)
    package.writestr("content.xml", content)
    package.writestr("styles.xml", styles)
    package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}">{entries}</m:manifest>')
with TemporaryDirectory() as folder:
    path = Path(folder, "harbour.odt")
    path.write_bytes(file.getvalue())
    text = pypandoc.convert_file(str(path), "plain", format="odt")
seen = [" ".join(line.split()) for line in text.splitlines() if "The " in line]

print("version:  pandoc", pypandoc.get_pandoc_version(), "of pypandoc-binary", version("pypandoc-binary"))
print("expected: 1. The harbour / 1. The wall. / 2. The gate. / 3. The boats. / 4. The bells.")
print("seen:    ", " / ".join(line for line in seen if "council" not in line))
sys.exit(0 if seen[0] == "The harbour" and seen[-1] == "1. The bells." else "it has changed")
PYTHON
