#!/usr/bin/env bash
# trafilatura: installed by pip 23.2.1, it cannot be imported.
#
# It needs lxml with the extra html_clean. lxml's metadata calls it html-clean, and this pip, which
# comes with Python 3.11, compares the two as written: it warns that there is no such extra, leaves
# the package out, and ends with success. "pip check" finds nothing amiss.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check pip==23.2.1
"$folder/venv/bin/pip" install --disable-pip-version-check trafilatura==2.3.1 lxml==6.1.3 \
    > "$folder/installed" 2>&1
installed=$?
"$folder/venv/bin/pip" --disable-pip-version-check check && checked=$?
imported=0
"$folder/venv/bin/python" -c "import trafilatura" 2> "$folder/imported" || imported=$?
echo "versions: pip 23.2.1, trafilatura 2.3.1, lxml 6.1.3"
echo "expected: a package that was installed without an error can be imported"
echo "seen:     install $installed, check $checked, import $imported: $(tail -n 1 "$folder/imported")"
grep -q "does not provide the extra" "$folder/installed" && [ "$imported" -ne 0 ]
