from __future__ import annotations

import time
from pathlib import Path

import attrs
import pytest

from bot.engine.engine import Engine, open_engine
from bot.errors import NoPages, Problem, ReaderFailed, UnreadableFile
from bot.ingest.extract import extract
from bot.library.catalogue import Excerpt
from bot.model import Document, GuildId, QuoteId, Source, Span, Stretch
from bot.settings import Settings
from tests.drawing.paper import Ink, printed
from tests.ingest.test_pdf_paper import file, stream
from tests.refusals import refused

HOME = GuildId(10**17)
LINES = [
    Ink(60, 700, "The harbour master counted forty boats on Monday,"),
    Ink(60, 684, "and the pilots counted them once more on Tuesday."),
]
TURNED = [Ink(60, 60, "A meeting that began on the first page went on"), Ink(60, 40, "until the")]
OVER = [Ink(60, 700, "end of the second one, where all the votes were counted at last.")]


async def store(
    engine: Engine, data: bytes, filename: str = "a.pdf", source: Source | None = None
) -> Document:
    return await engine.documents.add(HOME, source or extract(filename, data), data, user_id=None)


async def excerpt(engine: Engine, document: Document, start: int, end: int) -> Excerpt:
    return await engine.library.catalogue.excerpt(
        HOME, QuoteId(document.handle, 1, Span(start, end))
    )


async def test_a_quote_is_shown_on_its_page(engine: Engine) -> None:
    document = await store(engine, printed(OVER, LINES))
    start = (await engine.library.catalogue.text(document)).index("The harbour")

    shown = await engine.asking.page(await excerpt(engine, document, start, start + 40))

    assert (shown.page, shown.others) == (2, ())
    assert (shown.picture.pages, shown.picture.marked) == (2, True)
    assert shown.picture.png.startswith(b"\x89PNG")


async def test_of_a_quote_over_two_pages_the_one_with_most_of_it_is_shown(engine: Engine) -> None:
    document = await store(engine, printed(TURNED, OVER))
    text = await engine.library.catalogue.text(document)
    turn = text.index("end of the second")

    late = await engine.asking.page(await excerpt(engine, document, turn - 10, len(text)))
    early = await engine.asking.page(await excerpt(engine, document, 0, turn + 6))

    assert (late.page, late.others) == (2, (1,))
    assert (early.page, early.others) == (1, (2,))


async def test_a_document_of_the_release_before_is_marked_all_the_same(engine: Engine) -> None:
    data = printed(OVER, LINES)
    fields = extract("a.pdf", data)
    bare = tuple(Stretch(each.start, each.page, "") for each in fields.stretches)
    old = Source("a.pdf", fields.text, "Old", landmarks=fields.landmarks, stretches=bare)
    document = await store(engine, data, source=old)
    start = fields.text.index("The harbour")

    shown = await engine.asking.page(await excerpt(engine, document, start, start + 40))

    assert (shown.page, shown.picture.marked) == (2, True)


async def test_words_that_cannot_be_placed_leave_the_page_unmarked(engine: Engine) -> None:
    data = printed(LINES)
    stretches = tuple(
        type(each)(each.start, each.page, "") for each in extract("a", data).stretches
    )
    source = Source("a.pdf", "Words that are printed nowhere at all.", "A", stretches=stretches)
    document = await store(engine, data, source=source)

    shown = await engine.asking.page(await excerpt(engine, document, 0, 22))

    assert not shown.picture.marked


async def test_what_is_no_pdf_has_no_pages(engine: Engine) -> None:
    document = await store(engine, b"The gate of the harbour closes at nine.", "a.txt")

    with pytest.raises(NoPages):
        await engine.asking.page(await excerpt(engine, document, 0, 9))


async def test_a_page_is_drawn_once_for_those_who_press_after_each_other(engine: Engine) -> None:
    document = await store(engine, printed(LINES))
    quote = await excerpt(engine, document, 0, 40)

    first, second = await engine.asking.page(quote), await engine.asking.page(quote)
    other = await engine.asking.page(await excerpt(engine, document, 4, 40))

    assert second.picture is first.picture
    assert other.picture.png != first.picture.png


async def test_each_document_is_drawn_from_its_own_file(engine: Engine) -> None:
    one = await store(engine, printed(LINES))
    other = await store(engine, printed(LINES[:1], OVER))
    shown = [
        (await engine.asking.page(await excerpt(engine, document, 0, end))).picture
        for document, end in ((one, 20), (one, 30), (other, 20), (one, 25), (other, 30))
    ]

    assert [picture.pages for picture in shown] == [1, 1, 2, 1, 2]


async def test_a_file_that_cannot_be_opened_any_more_ends_in_a_sentence(engine: Engine) -> None:
    source = extract("a.pdf", printed(LINES))
    document = await store(engine, b"%PDF- and nothing else", source=source)

    with refused(UnreadableFile, Problem.DAMAGED):
        await engine.asking.page(await excerpt(engine, document, 0, 9))


async def test_a_page_that_takes_too_long_to_draw_ends_in_a_sentence(
    bare_settings: Settings, tmp_path: Path
) -> None:
    data = drawn_for_ever()
    settings = attrs.evolve(bare_settings, reader_seconds=1, database=tmp_path / "slow.db")
    async with open_engine(settings) as engine:
        document = await store(engine, data, source=extract("a.pdf", printed(LINES)))
        quote = await excerpt(engine, document, 0, 9)

        started = time.monotonic()
        with refused(ReaderFailed, Problem.DRAWING_SLOW, name="a.pdf", seconds=1):
            await engine.asking.page(quote)

        assert time.monotonic() - started < 60  # it would take for ever
        good = await store(engine, printed(LINES))
        assert (await engine.asking.page(await excerpt(engine, good, 0, 9))).picture.marked


def drawn_for_ever() -> bytes:
    """Return a page that paints itself a hundred million times."""
    nested = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject <<"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do " * 100),
    ]
    for number in range(5, 8):
        form = nested + b" /X %d 0 R >> >> /Length 600 >>\nstream\n" % (number + 1)
        objects.append(form + b"/X Do " * 100 + b"\nendstream")
    objects.append(nested + b" >> >> /Length 22 >>\nstream\n0 0 600 800 re 9 9 m f\nendstream")
    return file([*objects, b"<< >>"])
