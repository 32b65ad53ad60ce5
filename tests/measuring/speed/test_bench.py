from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import app
from bot.measuring.speed import whole
from bot.measuring.speed.rivals import RIVALS, Verbatim
from bot.measuring.speed.texts import Maker


def test_made_documents_are_the_same_each_time_and_cut_where_their_passages_stand() -> None:
    one, other = (list(Maker(3).documents(45)) for _ in range(2))

    assert one == other != list(Maker(4).documents(45))
    assert [len(document.spans) for document in one] == [20, 20, 5]
    for document in one:
        passages = [span.of(document.text) for span in document.spans]
        assert "\n\n".join(passages) == document.text
        assert all(passage.endswith(".") and passage[0].isupper() for passage in passages)


def test_the_words_of_made_text_follow_zipfs_law() -> None:
    counts = Counter(term for passage in Maker().terms(1000) for term in passage)

    ordered = [count for _, count in counts.most_common()]
    assert 3 < ordered[2] / ordered[20] < 6
    assert 30 < ordered[2] / ordered[200] < 60
    assert len(ordered) > 8000


def test_every_engine_that_is_here_finds_the_passages_with_the_words(tmp_path: Path) -> None:
    passages = [["harbour", "gate"], ["gate", "keeper"], ["ferry", "ticket"], ["gate"] * 3]
    for name, rival in RIVALS.items():
        folder = tmp_path / name
        folder.mkdir()
        try:
            engine = rival(folder)
        except ImportError:
            continue
        engine.build(passages)
        assert set(engine.ask(["gate", "keeper"], 3)) == {0, 1, 3}, name
        engine.save()
        try:
            engine.add(4, ["lamp"])
            assert engine.ask(["lamp"], 1) == [4], name
            engine.remove(4)
        except NotImplementedError:
            assert name in {"rank_bm25", "bm25s"}
        engine.load()
        assert engine.ask(["ferry", "ticket"], 1) == [2], name


def test_bench_measures_all_engines_and_whole_questions() -> None:
    done = CliRunner().invoke(app, ["bench", "--sizes", "60", "--questions", "20", "--json"])

    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    engines = {row["engine"]: row for row in found["engines"]}
    assert list(engines) == list(RIVALS)
    ours = engines["verbatim"]
    assert ours["ratio"] == 1
    numbers = ("question_p50", "question_p99", "build_seconds", "add_p50", "remove_p50")
    assert all(ours[name] > 0 for name in (*numbers, "load_seconds"))
    assert engines["rank_bm25"]["add_p50"] is None
    (measured,) = found["whole"]
    assert (measured["guilds"], measured["passages"]) == (1, 60)
    assert measured["question_p99"] >= measured["question_p50"] > 0
    for whole_question, before in (
        ("cold_p50", "before_ranking_cold_p50"),
        ("warm_p50", "before_ranking_p50"),
    ):
        assert measured[whole_question] > measured[before] > 0


def test_a_size_that_is_no_number_gets_a_sentence() -> None:
    done = CliRunner().invoke(app, ["bench", "--sizes", "many"])

    assert done.exit_code == 2
    assert "commas between" in done.output


def test_our_own_engine_is_built_as_the_bot_builds_it(tmp_path: Path) -> None:
    engine = Verbatim(tmp_path)
    engine.build(Maker().terms(50))

    assert len(engine.ask(next(iter(Maker().terms(1))), 10)) == 10


def test_many_servers_are_measured_with_as_many_indexes_in_memory_as_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "GUILD_PASSAGES", 30)
    monkeypatch.setattr(whole, "_DRAWN", 12)
    monkeypatch.setenv("VERBATIM_MAX_INDEX_PASSAGES", "60")

    done = CliRunner().invoke(app, ["bench", "--guilds", "6", "--json"])

    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["engines"] == []
    (measured,) = found["whole"]
    assert (measured["guilds"], measured["passages"]) == (6, 30)
    assert 0 < measured["found_share"] < 1
    assert measured["question_p99"] >= measured["question_p50"] > 0
    assert sys.platform != "linux" or measured["megabytes"] > 20
