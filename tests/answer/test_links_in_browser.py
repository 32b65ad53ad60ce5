"""Links in a real Chromium; ``python -m tests.measure_links`` opens them one by one."""

from __future__ import annotations

import pytest

from tests.browser import CHROMIUM, open_browser, serve
from tests.linked_pages import page
from tests.measure_links import links, served

LANGUAGES = ("en", "fr", "th", "zh", "ar")


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
async def test_links_to_all_sentences_of_a_page_mark_all_of_its_sentences() -> None:
    pages = {language: page(language) for language in LANGUAGES}
    async with serve(served(pages)) as base, open_browser() as browser:
        for language, data in pages.items():
            found = list(links(data))
            every = "&".join(link.fragment.removeprefix(":~:") for link in found)

            marked = await browser.marked(f"{base}{language}#:~:{every}")

            assert marked.text == "".join(link.letters for link in found), language
