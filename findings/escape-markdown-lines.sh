#!/usr/bin/env bash
# py-cord, nextcord, disnake: escape_markdown leaves headings, small print and lists as they are.
#
# It escapes what stands within a line (*, _, ~, |, `) and quotes, but not what Discord takes as a
# mark at the start of a line: "# ", "-# " and "- ". A bot that escapes the text of a document in
# order to show it unchanged shows the line "# 4 of the agenda" as a title without its sign.
# discord.py, from which the three were split off, escapes them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for pin in discord.py==2.7.1 py-cord==2.8.1 nextcord==2.6.0 disnake==2.12.2; do
    python3 -m venv "$folder/$pin"
    "$folder/$pin/bin/pip" install -q --disable-pip-version-check "$pin"
    "$folder/$pin/bin/python" -W ignore - "${pin%%==*}" <<'PYTHON'
import importlib
import sys
from importlib.metadata import version

package = sys.argv[1]
name = package if package in ("nextcord", "disnake") else "discord"
escape_markdown = importlib.import_module(name).utils.escape_markdown
lines = ("# 4 of the agenda", "-# as amended", "- the wall", "> a quote", "a *star*")
left = [line for line in lines if escape_markdown(line) == line]

print("version: ", package, version(package))
print("expected: none of these lines is left as it is:", lines)
print("seen:     left as they are:", left)
wanted = [] if package == "discord.py" else list(lines[:3])
sys.exit(0 if left == wanted else "it has changed")
PYTHON
done
