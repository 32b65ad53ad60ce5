from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import app
from bot.cli.picking import numbers
from bot.engine.engine import Engine, open_engine
from bot.errors import VerbatimError
from bot.settings import Settings
from tests.serving import fetching, serving
from tests.site import FEED, HOST, Site, story

Run = Callable[..., Result]


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def verbatim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Iterator[Run]:
    """Run commands whose engine takes the site for the internet."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("VERBATIM_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("VERBATIM_SEMANTIC", "off")

    @asynccontextmanager
    async def local_engine(settings: Settings) -> AsyncGenerator[Engine, None]:
        async with (
            serving(site) as port,
            fetching(port) as (fetcher, _),
            open_engine(settings, fetcher=fetcher) as engine,
        ):
            yield engine

    monkeypatch.setattr("bot.cli.session.open_engine", local_engine)

    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(
            app, ["--database", "library.db", "--no-corpus", *arguments], input=typed
        )

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield run
    root.handlers[:], root.level = handlers, level


def test_items_of_a_feed_are_chosen_and_added(verbatim: Run, site: Site) -> None:
    site.feed(["Four", "Three", "Two", "One"])

    done = verbatim("add", "--feed", FEED, "--newest", "3", typed="1, 3\n")

    assert done.exit_code == 0, done.output
    assert "Harbour news: 4 items" in done.stdout
    assert f"   1  2025-02-28 · Four · {HOST}/four" in done.stdout
    assert "One" not in done.stdout
    assert "Added 1: Four" in done.stdout
    assert "Added 2: Two" in done.stdout
    assert verbatim("list").stdout.endswith("2 documents.\n")


def test_all_that_is_new_is_added_without_asking(verbatim: Run, site: Site) -> None:
    site.feed(["Two", "One"])
    verbatim("add", "--feed", FEED, "--all")
    site.feed(["Three", "Two", "One"])

    again = verbatim("add", "--feed", FEED, "--all")

    assert again.exit_code == 0
    assert "Two · http://harbour.example/two (in the library)" in again.stdout
    assert again.stdout.count("Added") == 1
    assert verbatim("list").stdout.endswith("3 documents.\n")
    assert verbatim("add", "--feed", FEED).exit_code == 0  # there is nothing to ask


def test_what_is_not_wanted_is_not_added(verbatim: Run, site: Site) -> None:
    site.feed(["One"])

    assert verbatim("add", "--feed", FEED, typed="\n").exit_code == 0
    wrong = verbatim("add", "--feed", FEED, typed="2\n")

    assert wrong.exit_code == 2
    assert "“2” is not among the numbers from 1 to 1. Nothing was added." in wrong.stderr
    assert verbatim("list").stdout == "0 documents.\n"


def test_where_nobody_answers_what_a_feed_names_waits_for_review(verbatim: Run, site: Site) -> None:
    site.feed(["Two", "One"])

    first, again = verbatim("add", "--feed", FEED), verbatim("add", "--feed", FEED)

    for unanswered in (first, again):
        assert unanswered.exit_code == 0
        assert "the feed is watched: 2 waiting for `verbatim review`." in unanswered.stdout
    assert verbatim("list").stdout == "0 documents.\n"
    assert "Published 2: Two" in verbatim("review", "--all").stdout


def test_what_is_reviewed_is_published_under_its_embargo(
    verbatim: Run, site: Site, tmp_path: Path
) -> None:
    site.feed(["One"])
    verbatim("add", "--feed", FEED)
    with closing(sqlite3.connect(tmp_path / "library.db")) as db, db:
        db.execute("UPDATE draft SET embargo = '2999-01-01T08:00:00+00:00'")

    assert "Published 1: One" in verbatim("review", "--all").stdout

    assert "under embargo until 2999-01-01 08:00 UTC" in verbatim("list").stdout


def test_a_feed_that_cannot_be_read_spares_the_others(verbatim: Run, site: Site) -> None:
    site.feed(["One"])

    done = verbatim("add", "--feed", "--all", f"{HOST}/one", FEED)

    assert done.exit_code == 2
    assert done.stderr == (
        "verbatim: http://harbour.example/one is a page that names no feed. Give the address of the"
        " site's RSS or Atom feed, or of its sitemap.\n"
    )
    assert "Added 1: One" in done.stdout


def test_numbers_are_read_once_and_in_order() -> None:
    assert numbers(" 3 1-2,2 ", 3) == [3, 1, 2]
    for wrong in ("0", "4", "2-1", "x", "1-", "-1", "1–2"):
        with pytest.raises(VerbatimError):
            numbers(wrong, 3)


def test_a_feed_is_watched_and_what_is_new_is_reviewed(verbatim: Run, site: Site) -> None:
    site.feed(["Two", "One"])
    assert verbatim("review").stdout == "Nothing waits for review.\n"

    watched = verbatim("watch", FEED)

    assert "Watching Harbour news: 2 items\n  2025-02-28  Two\n" in watched.stdout
    assert "The newest 2 wait for you: verbatim review" in watched.stdout
    reviewed = verbatim("review", typed="p\nq\n")
    assert reviewed.exit_code == 0, reviewed.output
    assert "Published 1: One, version 1" in reviewed.stdout
    assert f"Two\n2025-02-27 · {HOST}/two" not in reviewed.stdout
    assert "Two\n2025-02-28 · http://harbour.example/two · Harbour news" in reviewed.stdout
    assert verbatim("watches").stdout.endswith("1 watched, 1 waiting for review.\n")
    assert "Skip" not in verbatim("review", typed="s\n").stdout
    assert verbatim("list").stdout.endswith("1 document.\n")
    assert verbatim("watches", "--stop", "2").exit_code == 2
    assert verbatim("watches", "--stop", "1").stdout == "Stopped watching Harbour news\n"
    assert verbatim("watches").stdout == "0 watched, 0 waiting for review.\n"


def test_documents_are_asked_for_again_and_replaced(verbatim: Run, site: Site) -> None:
    verbatim("add", site.page("Gates", story("Gates")))
    assert verbatim("refetch").stdout == "Asked for 1: 0 changed\n"
    site.page("Gates", story("Gates").replace("an hour", "two hours"))

    changed = verbatim("refetch")
    reviewed = verbatim("review", "--all")

    assert changed.stdout == (
        f"1: Gates has changed at {HOST}/gates\n"
        "Asked for 1: 1 changed; see them with: verbatim review\n"
    )
    assert "A new version of 1, in which has changed:" in reviewed.stdout
    assert "Published 1: Gates, version 2" in reviewed.stdout
    assert "two hours" in verbatim("ask", "when is a pilot sent").stdout
    site.fail("/gates", 404)
    assert f"1: Gates is gone from {HOST}/gates\n" in verbatim("refetch").stdout
