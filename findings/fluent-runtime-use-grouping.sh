#!/usr/bin/env bash
# fluent.runtime: NUMBER($n, useGrouping: "false") groups the digits all the same.
#
# Named arguments of a Fluent function are strings or numbers. The syntax has no booleans, so a
# message switches an option off with "false", as in fluent-rs. The Python runtime takes the string
# as it is, and a string that is not empty counts as true: a year is formatted as "2,026". 0 works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check fluent.runtime==0.4.0 babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from fluent.runtime import FluentBundle, FluentResource

bundle = FluentBundle(["en-US"], use_isolating=False)
bundle.add_resource(
    FluentResource('word = {NUMBER($n, useGrouping: "false")}\nnull = {NUMBER($n, useGrouping: 0)}')
)
word, null = (
    bundle.format_pattern(bundle.get_message(name).value, {"n": 2026}) for name in ("word", "null")
)

print("version:  fluent.runtime", version("fluent.runtime"))
print('expected: useGrouping: "false" gives 2026')
print('seen:     useGrouping: "false" gives', word[0], "and useGrouping: 0 gives", null[0])
print("          errors:", word[1])
sys.exit(0 if word == ("2,026", []) and null == ("2026", []) else "it has changed")
PYTHON
