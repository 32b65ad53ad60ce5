#!/usr/bin/env bash
# odfpy: extractText() of a text document begins with what tracked changes have deleted.
#
# OpenDocument keeps deleted paragraphs in text:tracked-changes, at the beginning of the text, and
# leaves a mark where they stood. odfpy reads them as paragraphs of the document, after the name of
# the person who deleted them and the time: words that the author took back come first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check odfpy==1.4.1 defusedxml==0.7.1
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from importlib.metadata import version
from zipfile import ZipFile

from odf import teletype, text
from odf.opendocument import load

URN = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<office:document-content office:version="1.2" xmlns:office="{URN}:office:1.0"
 xmlns:text="{URN}:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 ><office:body><office:text
 ><text:tracked-changes><text:changed-region text:id="c1"><text:deletion
 ><office:change-info><dc:creator>Ann</dc:creator><dc:date>2026-01-02T00:00:00</dc:date
 ></office:change-info><text:p>The grant was 4 million.</text:p></text:deletion
 ></text:changed-region></text:tracked-changes
 ><text:p><text:change text:change-id="c1"/>The grant was 5 million.</text:p
 ></office:text></office:body></office:document-content>"""
MANIFEST = f"""<manifest:manifest xmlns:manifest="{URN}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
path = f"{sys.argv[1]}/tracked.odt"
with ZipFile(path, "w") as package:
    package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    package.writestr("content.xml", CONTENT)
    package.writestr("META-INF/manifest.xml", MANIFEST)
document = load(path)
whole = teletype.extractText(document.text)
paragraphs = [teletype.extractText(each) for each in document.getElementsByType(text.P)]

print("version:  odfpy", version("odfpy"))
print("expected: 'The grant was 5 million.'")
print("seen:    ", repr(whole), "and as paragraphs", paragraphs)
deleted, kept = "The grant was 4 million.", "The grant was 5 million."
as_told = whole == f"Ann2026-01-02T00:00:00{deleted}{kept}" and paragraphs == [deleted, kept]
sys.exit(0 if as_told else "it has changed")
PYTHON
