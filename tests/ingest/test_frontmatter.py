from __future__ import annotations

import pytest

from bot.ingest.frontmatter import FrontMatter, iso_day, split


def test_what_the_block_states_is_taken_and_the_text_after_it_is_left() -> None:
    text = (
        "---\ntitle: The harbour school\npublisher: Harbourlight Trust\ndate: 2024-05-03\n"
        "source: https://example.org/school\nlanguage: en\ntags: [school, harbour]\n---\n\nText.\n"
    )

    stated, body = split(text)

    assert body == "Text."
    assert stated == FrontMatter(
        title="The harbour school",
        publisher="Harbourlight Trust",
        date="2024-05-03",
        url="https://example.org/school",
        language="en",
    )


def test_a_source_that_is_no_address_is_the_publisher() -> None:
    stated, _ = split(
        '---\ntitle: "A: b"\nsource: "Prime Minister"\nsource_url: http://x.org\n---\nT'
    )

    assert (stated.title, stated.publisher, stated.url) == (
        "A: b",
        "Prime Minister",
        "http://x.org",
    )


def test_norwegian_is_not_taken_for_no() -> None:
    assert split("---\nlanguage: no\n---\nTekst")[0].language == "no"


def test_broken_yaml_is_read_line_by_line() -> None:
    stated, body = split("---\ntitle: Harbour: a history\nlist: [1, 2\n---\nText")

    assert (stated.title, body) == ("Harbour: a history", "Text")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule, and text.\n\n---\n",
        "Text\n---\ntitle: no\n---\n",
        "---\ntitle: never closed\n",
        "---\njust a line\n---\nText",
    ],
)
def test_a_rule_is_no_block(text: str) -> None:
    assert split(text) == (FrontMatter(), text)


def test_a_block_that_unfolds_without_end_is_harmless() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50))

    assert split(f"---\ntitle: T\n{bomb}---\nText") == (FrontMatter(title="T"), "Text")
    assert split("---\na: " + "[" * 600 + "\n---\nText")[1] == "Text"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T09:30:00+01:00", "2024-05-03"),
        ("2024-13-03", ""),
        ("3 May 2024", ""),
        ("", ""),
    ],
)
def test_only_iso_days_are_days(stamp: str, day: str) -> None:
    assert iso_day(stamp) == day
