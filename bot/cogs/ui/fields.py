"""Forms: what can be typed in, and what of it can be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import discord
from discord import ui

from bot.answer.links import web_address
from bot.cogs.ui.limits import TEXT_INPUT
from bot.errors import WordedError
from bot.library.curator import Changes

TITLE_MOST, NAME_MOST, URL_MOST = 300, 200, 1000

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class WrongInput(WordedError):
    """Something that was typed cannot be used; it can be corrected in the form."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    most: int = TEXT_INPUT
    required: bool = False
    long: bool = False


def form(title: str, custom_id: str, *fields: Field) -> ui.Modal:
    """Return a form; :mod:`bot.cogs.ui.components` finds it by its id, so none is in memory."""
    modal = ui.Modal(title=title, custom_id=custom_id)
    for field in fields:
        most = min(max(field.most, len(field.value)), TEXT_INPUT)
        modal.add_item(
            ui.Label(
                text=field.label,
                description=field.hint or None,
                component=ui.TextInput(
                    custom_id=field.name,
                    style=discord.TextStyle.long if field.long else discord.TextStyle.short,
                    default=field.value[:most] or None,
                    required=field.required,
                    max_length=most,
                ),
            )
        )
    modal.stop()
    return modal


def description(
    title: str = "", publisher: str = "", day: str = "", url: str = "", *, named: bool = True
) -> tuple[Field, ...]:
    """Return the inputs that describe a document, filled in; ``named`` asks for a title."""
    return (
        Field("title", "Title", value=title, most=TITLE_MOST, required=named),
        Field("publisher", "Publisher", value=publisher, most=NAME_MOST),
        Field("date", "Day of publication", hint="Like 2025-03-31.", value=day, most=10),
        Field("url", "Source", hint="The web address it comes from.", value=url, most=URL_MOST),
    )


def described(typed: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the inputs of :func:`description` as they were filled in."""
    return description(typed["title"], typed["publisher"], typed["date"], typed["url"])


def changes(typed: Mapping[str, str]) -> Changes:
    """Return what was typed into :func:`description`.

    Raises :class:`WrongInput` for a blank title, and for what is no day or no web address.
    """
    day, url = typed["date"], typed["url"]
    if is_blank(typed["title"]):
        message = "The title is blank. Nothing was changed."
        raise WrongInput(message)
    if not is_day(day):
        message = f"“{day}” is not a day. Write it like 2025-03-31. Nothing was changed."
        raise WrongInput(message)
    if url and not web_address(url):
        message = f"“{url}” is not a web address like https://example.org/. Nothing was changed."
        raise WrongInput(message)
    return Changes(title=typed["title"], publisher=typed["publisher"], date=day, url=url)


def is_blank(text: str) -> bool:
    """Tell whether a text has nothing that could be seen."""
    return all(unicodedata.category(each)[0] in "CZ" for each in text)


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ISO 8601 has it, or empty."""
    if not text:
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(_DAY.fullmatch(text))
