from __future__ import annotations

from bot.ingest import markdown
from bot.model import Landmark


def test_the_text_stays_as_it_is_with_its_headings_as_landmarks() -> None:
    text = (
        "# The *ferry*\n\n- [ ] pay  <@1>\n- **go** <t:1:R>\n\nFares\n-----\n\n"
        "```\n# no heading\n```\n\n> ## quoted\n\n###### Last ######\ntext"
    )

    read = markdown.read_markdown(text)

    assert read.text == text
    assert read.landmarks == (
        Landmark(0, "The ferry"),
        Landmark(text.index("Fares"), "Fares"),
        Landmark(text.index("######"), "Last"),
    )
    assert read.title == "The ferry"
    assert read.removed == ()


def test_front_matter_is_no_text() -> None:
    read = markdown.read_markdown(
        "---\ntitle: The plan\ndate: 2024-05-03\n---\n\n# Ferry\n\nText\n"
    )

    assert read.text == "# Ferry\n\nText"
    assert (read.title, read.date, read.landmarks) == (
        "The plan",
        "2024-05-03",
        (Landmark(0, "Ferry"),),
    )


def test_rules_tables_and_lists_are_no_headings() -> None:
    text = (
        "- item\n---\n\n| a | b |\n|---|---|\n\n> quote\n---\n\n    code\n---\n\n---\n\n"
        "####### seven\n\n#tag\n\n#"
    )

    assert markdown.read_markdown(text).landmarks == ()


def test_a_paragraph_that_is_set_as_a_heading_is_a_paragraph() -> None:
    prose = "The council of the town has decided that the ferry will run every hour from the first."

    assert markdown.read_markdown(f"## {prose}").landmarks == ()


def test_an_unclosed_fence_reaches_to_the_end() -> None:
    assert markdown.read_markdown("~~~~\n# a\n~~~\n# b").landmarks == ()
    assert markdown.read_markdown("~~~\n# a\n~~~~\n# b").landmarks == (Landmark(13, "b"),)


def test_two_marked_headings_make_a_text_markdown() -> None:
    assert markdown.is_markdown("# One\n\ntext\n\n## Two")
    assert not markdown.is_markdown("# a comment\n\ntext")
    assert not markdown.is_markdown("One\n===\n\nTwo\n===")
