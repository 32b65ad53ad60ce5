from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.engine.engine import open_engine
from bot.measuring.speed import filling
from bot.measuring.speed.texts import Maker
from bot.model import Answer
from bot.settings import Settings


async def test_copied_libraries_are_whole_and_answer_as_those_that_were_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_DISTINCT", 2)
    path = tmp_path / "library.db"
    told: list[str] = []

    asked = await filling.fill(path, 5, 45, Maker(), told.append)

    assert [guild_id for guild_id, _ in asked] == [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 5, 5, 5]
    assert told[-1] == "copying 2 libraries, 2 of 2 times"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    shown: dict[str, list[tuple[str, object]]] = {}
    async with open_engine(Settings(semantic="off", database=path, corpus=None)) as engine:
        for guild_id, question in asked:
            documents = await engine.library.catalogue.documents(guild_id)
            assert sum(document.passages for document in documents) == 45
            reply = await engine.asking.ask(guild_id, question)
            assert isinstance(reply, Answer)
            assert {quote.document.guild_id for quote in reply.quotes} == {guild_id}
            for quote in reply.quotes:
                text = await engine.library.catalogue.text(quote.document)
                assert quote.text == quote.span.of(text)
            shown.setdefault(question, []).append((reply.quotes[0].text, reply.quotes[0].span))
    assert all(len(set(same)) == 1 for same in shown.values())
    assert sorted(map(len, shown.values())) == [2, 2, 2, 3, 3, 3]
