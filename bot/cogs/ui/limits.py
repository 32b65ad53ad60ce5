"""What Discord takes at the most, and how it counts.

The figures are those of the API documentation (https://docs.discord.com/developers): *Components*
for the layout, buttons and modals, *Application commands* for definitions and autocomplete,
*Message* for content and embeds. Discord does not say in which unit it counts text; UTF-16 code
units, those of its JavaScript clients, are never fewer than code points, so they are safe.
"""

from __future__ import annotations

COMPONENTS = 40
"""Components in a message, nested ones included."""
DISPLAY_TEXT = 4000
"""Units of text over all text displays of a message."""
CONTENT = 2000
"""Units of a plain message."""
ALT_TEXT = 1024
"""Units of the description of a file."""
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTON_URL = 512
BUTTONS_IN_ROW = 5
MODAL_TITLE = 45
LABEL = 45
"""Units of the label of a modal's input."""
LABEL_DESCRIPTION = 100
TEXT_INPUT = 4000
CHOICES = 25
"""Choices of one autocomplete."""
CHOICE = 100
"""Units of a choice's name, and of its value."""
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
COMMAND_TOTAL = 8000
"""Units of all names, descriptions and values of one command."""


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int) -> str:
    """Return a text of our own, or a title in a list, within a limit; an ellipsis shows a cut."""
    if units(text) <= most:
        return text
    kept = text[: most - 1]
    while units(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
