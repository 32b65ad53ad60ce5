from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.clean import clean
from bot.ingest.decode import decode, tidy
from tests.conftest import SHARED

DATA = Path(__file__).parents[1] / "data"
RELEASE = SHARED / "real" / "iom-guangzhou-release.txt"

KEPT = {
    "a poem": """The bells

Ring the bells
Ring the bells
Ding dang dong
Ding dang dong

Sleep no more
-
Sleep no more""",
    "a short list": "Shopping\n\nApples\nPears\nPlums\nBread\nMilk\nSalt",
    "an agenda": """Agenda

1. Opening
2. Minutes of the last meeting
3. Budget
4. Any other business

Share""",
    "a table": """Country  Places  Costs
Germany  12  1,400
France  9  1,250
Total  21  2,650
The figures include the places that the partners of the programme pay for themselves.""",
    "Markdown": "# Menu\n\n- Home-made soup\n- Bread\n- *Search* the larder\n\n[Read more](https://a.org)",
    "a transcript": """Q: Who pays?
A: The council.
Q: Who pays?
A: The council, as I have said before, and the council will pay for the rest of the year as well.
Q: Thank you.""",
    "one line": "Parking is free on Sundays.",
    "a short FAQ": "Parking is free on Sundays.\n\nThe gate closes at nine.",
    "a numbered list": "1. Wash the rice\n2. Boil the water\n3. Add the rice\n4. Wait",
    "Chinese": "首页\n关于我们\n新闻\n\n人人生而自由,在尊严和权利上一律平等。",
    "Arabic": "من نحن\nعملنا\n\nيولد جميع الناس أحراراً متساوين في الكرامة والحقوق.",
    "a refrain before prose": """Chorus
Chorus
Home
Home
The song was sung for the first time in the harbour of Dunmarrow in the spring of 1962.""",
    "a word that begins the next line": """Work
Working groups will meet in the afternoon, and each of them reports to the plenary on Friday.
-
Part
Particulars will be sent to the members of the committee by the secretary before the meeting.""",
}
"""Documents with what a menu has: short lines, doubled lines, bullets, words such as Home."""


def filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.skipif(not RELEASE.exists(), reason="the real documents are not here")
def test_the_release_that_people_paste_loses_its_navigation_and_nothing_else() -> None:
    text = tidy(decode(RELEASE.read_bytes()))

    kept, removed = clean(text)

    assert removed == tuple(text.split("\n")[:22])
    assert kept.split("\n") == text.split("\n")[22:]
    assert kept.startswith(
        "China and EU Share Experiences in Policy Seminar on Migrants and Cities\n"
    )
    assert kept.endswith("Email: emicallef@iom.int")
    assert len(filled(kept)) == 10  # title, 8 paragraphs, contact


def test_a_dump_of_a_page_loses_what_stands_around_the_article() -> None:
    text = tidy((DATA / "page_dump.txt").read_text(encoding="utf-8"))

    kept, removed = clean(text)

    assert [line[:20] for line in filled(kept)] == [
        "Harbour school in Du",
        "3 May 2024",
        "Dunmarrow – The new ",
        "The building was pai",
        "Lessons in the eveni",
        "For further informat",
    ]
    assert removed[-3:] == ("Skip to main content", "Follow us", "Newsletter")


def test_a_doubled_title_is_kept_once() -> None:
    title = "Harbour school in Dunmarrow opens with a hundred pupils"
    text = (DATA / "page_dump.txt").read_text(encoding="utf-8").replace(title, f"{title}\n{title}")

    kept, removed = clean(tidy(text))

    assert filled(kept).count(title) == 1
    assert removed.count(title) == 1


@pytest.mark.parametrize("line", ["Skip to main content", "» more", "Свежие комментарии"])
def test_lines_that_only_pages_have_go_from_any_text(line: str) -> None:
    assert clean(f"One.\n\n{line}\n\nTwo.") == ("One.\n\nTwo.", (line,))


@pytest.mark.parametrize("name", KEPT)
def test_an_ordinary_document_is_left_alone(name: str) -> None:
    assert clean(KEPT[name]) == (KEPT[name], ())


def test_a_text_that_would_lose_everything_loses_nothing() -> None:
    assert clean("Skip to content\n\nBack to top") == ("Skip to content\n\nBack to top", ())


LINES = st.sampled_from(
    [
        *(
            "",
            "-",
            "•",
            "About",
            "About us",
            "News",
            "ABOUTThe text of a menu goes on and on here.",
        ),
        *("- Jobs", "- 2030 Agenda", "Skip to main content", "» more", "3 May 2024", "Home"),
        *("Tel: +44 1632 960166", "A headline of a few words", "Short.", "首页", "من نحن"),
        "The council of the town has decided that the ferry will run every hour from the first.",
        "“Quoted,” said the head teacher, who had waited for two years until the roof was built.",
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join) | st.text(max_size=200))
def test_lines_are_taken_out_and_nothing_else_is_done(text: str) -> None:
    text = tidy(text)

    kept, removed = clean(text)

    assert Counter(filled(kept)) + Counter(removed) == Counter(filled(text))
    rest = iter(filled(text))
    assert all(line in rest for line in filled(kept)), "the order has changed"
    assert clean(kept) == (kept, ())
    assert bool(kept) == bool(text)
