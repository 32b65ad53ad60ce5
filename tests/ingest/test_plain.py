from __future__ import annotations

from pathlib import Path

from bot.ingest import plain
from bot.model import Landmark

DATA = Path(__file__).parents[1] / "data"


def test_a_dump_of_a_page_is_read_as_its_article() -> None:
    read = plain.read_plain((DATA / "page_dump.txt").read_text(encoding="utf-8"))

    assert read.title == "Harbour school in Dunmarrow opens with a hundred pupils"
    assert read.landmarks == (Landmark(0, read.title),)
    assert read.text.startswith(f"{read.title}\n3 May 2024\nDunmarrow – ")
    assert len(read.removed) == 19
    assert (read.publisher, read.date, read.url, read.language) == ("", "", "", "")


def test_a_wrapped_letter_keeps_its_lines() -> None:
    text = (DATA / "wrapped_letter.txt").read_text(encoding="utf-8")

    read = plain.read_plain(text)

    assert read.text == text.strip()
    assert read.title == "Notes from the ferry meeting"
    assert [landmark.label for landmark in read.landmarks] == ["What is still open"]


def test_front_matter_is_read_in_plain_text_too() -> None:
    read = plain.read_plain(
        '---\ntitle: "For refugee talks"\nsource: "The Minister"\n---\n\n Text.\r\n'
    )

    assert (read.text, read.title, read.publisher) == (
        " Text.",
        "For refugee talks",
        "The Minister",
    )
