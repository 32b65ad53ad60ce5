from __future__ import annotations

from datetime import UTC, datetime

import discord
import pytest

from bot.cogs.ui.fields import Field, description, form
from bot.cogs.ui.limits import LABEL, LABEL_DESCRIPTION, MODAL_TITLE, TEXT_INPUT, units
from bot.cogs.ui.wording import counted, day, language_name, origin, when
from tests.cogs.samples import document


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2025-03-04", "4 March 2025"), ("2025-03", "2025-03"), ("2025", "2025"), ("", "")],
)
def test_a_day_is_written_out_and_anything_else_left_as_it_is(iso: str, words: str) -> None:
    assert day(iso) == words


def test_numbers_nouns_languages_and_moments() -> None:
    assert counted(1, "passage") == "1 passage"
    assert counted(1200, "passage") == "1,200 passages"
    assert language_name("en") == "English"
    assert language_name("xx") == "xx"
    assert language_name("") == "unknown language"
    assert when(datetime(2026, 1, 1, tzinfo=UTC)) == "<t:1767225600:f>"


def test_a_heading_that_repeats_the_title_is_not_repeated() -> None:
    assert origin(document("Ferries"), "Ferries") == origin(document("Ferries"))


@pytest.mark.parametrize("title", ["", "x" * 5000])
def test_forms_are_within_discords_limits(title: str) -> None:
    fields = (*description(title, "p", "2025-03-04", "u"), Field("text", "Text", long=True))

    payload = form("Edit document b9999999999", "form-paste", *fields).to_dict()

    assert units(payload["title"]) <= MODAL_TITLE
    assert len(payload["components"]) <= 5
    for label in payload["components"]:
        assert units(label["label"]) <= LABEL
        assert units(label.get("description") or "") <= LABEL_DESCRIPTION
        component = label["component"]
        assert component["max_length"] <= TEXT_INPUT
        assert len(component.get("value") or "") <= component["max_length"]
    assert isinstance(payload["components"], list)
    assert discord.TextStyle.long.value == payload["components"][-1]["component"]["style"]
