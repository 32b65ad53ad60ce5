from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.ingest.boxes import Box, Word, written
from bot.ingest.extract import extract
from bot.library.catalogue import Catalogue
from bot.library.curator import Curator
from bot.library.database import Database, open_database
from bot.library.history import History
from bot.library.migrating import migrations
from bot.library.originals import Originals, Place
from bot.model import Handle, Source, Span, Stretch
from bot.moments import utc_now
from tests.library.storing import HOME, MODERATOR, store

TEXT = "one two three four"
STRETCHES = (
    Stretch(0, 3, written([Word(0, 3, 10, 20, 40, 30), Word(4, 7, 45, 20, 75, 30)], 0)),
    Stretch(8, 4, written([Word(8, 13, 10, 90, 60, 99), Word(14, 18, 10, 75, 50, 84)], 8)),
)


@pytest.fixture
def originals(database: Database) -> Originals:
    return Originals(database)


async def test_a_span_is_found_on_its_pages(curator: Curator, originals: Originals) -> None:
    source = Source("file.pdf", TEXT, "A title", stretches=STRETCHES)
    document = await curator.add(HOME, source, [Span(0, 18)], b"%PDF-", user_id=MODERATOR)

    assert await originals.places(document, Span(4, 7)) == [
        Place(3, Span(4, 7), (Box(45, 20, 75, 30),))
    ]
    assert await originals.places(document, Span(4, 18)) == [
        Place(3, Span(4, 8), (Box(45, 20, 75, 30),)),
        Place(4, Span(8, 18), (Box(10, 90, 60, 99), Box(10, 75, 50, 84))),
    ]
    assert [await originals.page(document, at) for at in (0, 7, 8, 17)] == [3, 3, 4, 4]
    assert await originals.original(document) == b"%PDF-"


async def test_what_has_no_pages_has_no_place(curator: Curator, originals: Originals) -> None:
    document = await store(curator, TEXT)

    assert await originals.places(document, Span(0, 3)) == []
    assert await originals.page(document, 0) == 0


async def test_the_file_of_an_earlier_version_is_still_there(
    curator: Curator, originals: Originals
) -> None:
    first = await store(curator, TEXT, corpus_path="a")
    second = await curator.replace(first, Source("b.txt", "new", "New"), [Span(0, 3)], b"new")

    assert await originals.original(first) == TEXT.encode()
    assert await originals.original(second) == b"new"


async def test_an_original_of_an_earlier_version_can_be_read_again_to_the_same_text(
    curator: Curator, database: Database
) -> None:
    words = "Šiandien žuvys ir ąžuolai"  # the bytes are as much Cyrillic letters
    original = f"Home | News | Contact\n\n{words}.".encode("cp1257")
    source = extract("a.txt", original, charset="windows-1257", whole=True)
    first = await curator.add(HOME, source, [Span(0, 5)], original, user_id=MODERATOR)
    second = await curator.replace(first, Source("b.txt", "new", "New"), [Span(0, 3)], b"new")

    earlier = await History(database, utc_now).earlier(second)

    kept = earlier.source
    again = extract("a.txt", earlier.original, charset=kept.charset, whole=kept.whole)
    assert words in again.text
    assert "Contact" in again.text
    assert again.text == kept.text


async def test_a_library_of_the_release_before_keeps_the_pages_that_it_knew(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    before = next(n for n, script in enumerate(migrations()) if "TABLE stretch" in script)
    with closing(sqlite3.connect(path)) as db:
        for script in migrations()[:before]:
            db.executescript(script)
        db.execute(f"PRAGMA application_id = {0x56726274}")
        db.execute(f"PRAGMA user_version = {before}")
        db.execute("INSERT INTO guild (id) VALUES (?)", (HOME,))
        for number, original in enumerate((b"\n%PDF-1.4 and so on", b"no file of that kind"), 1):
            db.execute(
                """INSERT INTO document (guild_id, number, title, publisher, date, url, language,
                       filename, added_at)
                   VALUES (?, ?, '', '', '', '', '', '', '2025-01-01T00:00:00+00:00')""",
                (HOME, number),
            )
            db.execute(
                """INSERT INTO version (document_id, number, sha256, original, text, characters,
                       passages, cut_lines, notes, added_at)
                   VALUES (?, 1, '', ?, ?, 18, 0, '[]', '[]', '')""",
                (number, original, TEXT),
            )
            marks = [(number, 0, "page 9"), (number, 4, "page 12, Results"), (number, 8, "page up")]
            db.executemany("INSERT INTO landmark VALUES (?, ?, ?)", marks)
        db.commit()

    async with open_database(path) as database:
        catalogue, originals = Catalogue(database, utc_now), Originals(database)
        paper, other = [await catalogue.document(HOME, Handle(number)) for number in (1, 2)]

        assert await originals.places(paper, Span(0, 9)) == [
            Place(9, Span(0, 4), ()),
            Place(12, Span(4, 9), ()),
        ]
        assert await originals.page(other, 9) == 0
