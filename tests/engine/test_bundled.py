from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator
from datetime import date
from pathlib import Path

import pytest

from bot.engine.bundled import Synced, read_bundled, sync
from bot.engine.engine import Engine, open_engine
from bot.errors import NoCorpus
from bot.ingest.passages import passages
from bot.model import BUNDLED, TERMINAL, Answer, Handle, QuoteId, Span
from bot.settings import Settings, bundled_corpus

FILES = sorted(bundled_corpus().rglob("*.md"))
QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "bundled_questions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bundled_document_is_complete_and_reads_well(path: Path) -> None:
    source = read_bundled(path.name, path.read_bytes())

    assert source.title
    assert source.publisher
    assert date.fromisoformat(source.date) < date.fromisoformat("2026-01-01")
    assert source.language in {"en", "fr", "es"}
    assert source.removed == ()
    assert "---" not in source.text
    # Lines of a paragraph are joined: a line break is always a blank line.
    assert "\n" not in source.text.replace("\n\n", "")
    assert len(passages(source.text, source.landmarks)) >= 4


def test_there_are_enough_bundled_documents_for_a_question_to_have_competitors() -> None:
    assert len(FILES) >= 12
    paid = re.compile("fund|grant|paid|sponsor|financ|euros", re.IGNORECASE)
    assert sum(bool(paid.search(path.read_text(encoding="utf-8"))) for path in FILES) >= 10


@pytest.fixture
async def bundled(tmp_path: Path) -> AsyncGenerator[Engine, None]:
    settings = Settings(semantic="off", database=tmp_path / "library.db", corpus=bundled_corpus())
    async with open_engine(settings) as engine:
        yield engine


async def test_the_seed_question_is_answered_from_the_bundled_documents(bundled: Engine) -> None:
    reply = await bundled.asking.ask(TERMINAL, "who funded the seminar")

    assert isinstance(reply, Answer)
    quote = reply.quotes[0]
    assert "Partnership Instrument of the European Union" in quote.sentence.of(quote.text)


async def test_questions_on_the_bundled_documents_are_answered_or_declined(
    bundled: Engine,
) -> None:
    missed, wrong, false = [], [], []
    for each in QUESTIONS:
        reply = await bundled.asking.ask(TERMINAL, each["question"])
        if not isinstance(reply, Answer):
            missed += [each["question"]] if each["answerable"] else []
        elif not each["answerable"]:
            false.append(each["question"])
        elif each["answer"] not in reply.quotes[0].text:
            wrong.append(each["question"])

    assert len(missed) + len(wrong) <= 3, (missed, wrong)
    assert len(false) <= 3, false


def write(folder: Path, **files: str) -> Path:
    (folder / "bundled").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / "bundled" / f"{name}.md"
        path.write_text(text, encoding="utf-8")
    return folder / "bundled"


async def synced(engine: Engine, folder: Path) -> Synced:
    return await sync(folder, lambda: engine.documents, engine.library.curator)


async def test_bundled_documents_become_equal_to_the_folder_and_old_quotes_stay(
    tmp_path: Path,
) -> None:
    settings = Settings(semantic="off", database=tmp_path / "library.db", corpus=write(tmp_path))
    async with open_engine(settings) as engine:
        catalogue = engine.library.catalogue
        folder = write(tmp_path, one="First words stand here.", two="Second words stand here.")
        assert await synced(engine, folder) == Synced(added=2)
        assert await synced(engine, folder) == Synced()

        write(tmp_path, one="Changed words stand here.", three="Third words stand here.")
        (folder / "two.md").unlink()
        assert await synced(engine, folder) == Synced(added=1, replaced=1, removed=1)

        texts = {whole.text for whole in await catalogue.whole_documents(TERMINAL)}
        assert texts == {"Changed words stand here.", "Third words stand here."}
        one = Handle(1, bundled=True)
        for version, word in ((1, "First"), (2, "Changed")):
            quote_id = QuoteId(one, version, Span(0, len(word)))
            assert (await catalogue.excerpt(TERMINAL, quote_id)).text == word

        write(tmp_path, two="Second words stand here.")
        assert await synced(engine, folder) == Synced(replaced=1)
        assert await catalogue.count(BUNDLED) == 3


async def test_a_file_that_cannot_be_read_is_left_out_and_the_others_stand(tmp_path: Path) -> None:
    folder = write(tmp_path, one="Words stand here.", empty="", copy="Words stand here.")
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (folder / ".hidden").write_text("Hidden.")
    settings = Settings(semantic="off", database=tmp_path / "library.db", corpus=None)
    async with open_engine(settings) as engine:
        assert await synced(engine, folder) == Synced(added=1)


async def test_a_folder_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    settings = Settings(
        semantic="off", database=tmp_path / "library.db", corpus=tmp_path / "nowhere"
    )

    with pytest.raises(NoCorpus):
        async with open_engine(settings):
            pass


def test_lines_of_a_paragraph_are_joined_and_lists_and_headings_are_not() -> None:
    source = read_bundled(
        "a.md", b"---\ntitle: T\n---\n\n# Head\nOne.\nTwo.\n\n- item\n- item two\n\nThree.\n"
    )

    assert source.title == "T"
    assert "One. Two." in source.text
    assert "- item\n- item two" in source.text
