#!/usr/bin/env bash
# discord.py: describe() turns an option's description of 101 Chinese characters into "…".
#
# Discord allows 100 characters. discord.py shortens a longer description of an option silently, at
# the last space that fits. A text in a script without spaces has none, so nothing is left of it. A
# command's own description of the same length is kept as it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check discord.py==2.7.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import discord
from discord import app_commands

text = "文" * 101


@app_commands.command(description=text)
@app_commands.describe(question=text)
async def ask(interaction: discord.Interaction, question: str) -> None:
    """Stand for a command."""


option = ask.to_dict(app_commands.CommandTree(discord.Client(intents=discord.Intents.none())))
option = option["options"][0]["description"]

print("version:  discord.py", discord.__version__)
print("expected: an error, or the first 99 characters and an ellipsis")
print("seen:    ", repr(option), "while the command's own has", len(ask.description), "characters")
sys.exit(0 if option == "…" and len(ask.description) == 101 else "it has changed")
PYTHON
