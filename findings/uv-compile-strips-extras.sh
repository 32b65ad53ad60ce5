#!/usr/bin/env bash
# uv pip compile: with its defaults, pip 23.2.1 (that of Python 3.11.7) may refuse what it pins.
#
# A package that another one requires with an extra (pytest-cov requires coverage[toml]) is pinned
# without the extra. pip 22.3 to 23.2.1 do not apply such a pin to the name with the extra: in hash
# mode they look for its newest release and fail, unless that happens to be the pinned one. So a
# file that installs on the day it is compiled fails after the next release of the package. pip 24.0
# installs it, and with --no-strip-extras so do the older ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check uv==0.13.9
python3 -m venv old
old/bin/pip install -q --disable-pip-version-check pip==23.2.1
printf 'pytest-cov==5.0.0\ncoverage==7.6.0\n' > wanted.in
for extras in "" --no-strip-extras; do
    venv/bin/uv pip compile -q --generate-hashes --no-header --no-annotate $extras \
        -o "pins$extras.txt" wanted.in
done
installs() { old/bin/pip install -q --dry-run --require-hashes -r "$1" > said 2>&1; }

venv/bin/uv --version
old/bin/pip --version | cut -d' ' -f1-2
echo "expected: pip installs what uv pip compile pinned, with hashes"
grep -ho '^coverage[^ ]*' pins.txt pins--no-strip-extras.txt
if installs pins.txt; then
    echo "it has changed: the pins without extras install"
    exit 1
fi
echo "seen:     $(grep -om1 'In --require-hashes mode, all requirements must have[^.]*' said)"
installs pins--no-strip-extras.txt
echo "          with --no-strip-extras it installs"
