from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner, Result

from bot.cli import COMMANDS, SECTIONS, app
from bot.engine.engine import open_engine
from bot.model import Abstention, GuildId, Reason, UserId
from bot.settings import load_settings
from tests.drawing.paper import Ink, printed

TEXT = (
    "Rules of the harbour\n\n"
    "The gate of the harbour closes at nine in the evening. It opens again at six.\n\n"
    "Ships longer than 90 metres need a pilot, and the harbour office sends one within an hour.\n"
)


class Commands:
    """Runs commands with a library of their own, in this process: starting one takes a second."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self,
        *arguments: str,
        typed: str = "",
        status: int = 0,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> Result:
        database = {"VERBATIM_DATABASE": str(self.folder / "library.db")}
        done = CliRunner().invoke(app, arguments, input=typed, env={**database, **environment})
        assert done.exit_code == status, done.output
        return done


@pytest.fixture
def verbatim(
    tmp_path: Path, bundled_library: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Commands]:
    shutil.copyfile(bundled_library, tmp_path / "library.db")
    (tmp_path / "rules.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("VERBATIM_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("VERBATIM_SEMANTIC", "off")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Commands(tmp_path)
    root.handlers[:], root.level = handlers, level


def test_a_process_of_its_own_answers_at_once_and_leaves_nothing_open(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", "ask", "qui a financé l'atelier"],
        cwd=tmp_path,
        env={
            **os.environ,
            "VERBATIM_DATABASE": str(tmp_path / "library.db"),
            "PYTHONIOENCODING": "ascii",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert "L'atelier a été financé par la Fondation Hautépine" in done.stdout
    assert done.stderr == ""


def test_an_error_that_nobody_foresaw_does_not_look_like_an_abstention(
    verbatim: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.cli.asking.reply_json", fail)

    assert "ZeroDivisionError" in verbatim.run("ask", "--json", "who", status=2).stderr


def test_the_version_is_printed(verbatim: Commands) -> None:
    assert verbatim.run("--version").stdout.startswith("verbatim 0.")


def test_a_question_is_answered_from_the_bundled_documents_at_once(verbatim: Commands) -> None:
    done = verbatim.run("ask", "who funded the seminar")

    assert "The seminar was funded by the Partnership Instrument of the European Union." in (
        done.stdout
    )
    assert "IOM China" in done.stdout
    assert "2016-03-11" in done.stdout
    assert done.stderr == ""


def test_json_is_one_object_with_the_promised_fields(verbatim: Commands) -> None:
    verbatim.run("--no-corpus", "add", "rules.txt")

    done = verbatim.run("--no-corpus", "ask", "--json", "when does the gate close")

    reply = json.loads(done.stdout)
    assert set(reply) == {
        *("question", "tier", "answered", "reason", "unknown", "corrected", "differ"),
        *("quotes", "closest"),
    }
    assert (reply["tier"], reply["answered"], reply["reason"]) == ("answer", True, None)
    assert (reply["unknown"], reply["corrected"], reply["closest"]) == ([], {}, [])
    quote = reply["quotes"][0]
    assert set(quote) == {
        "text",
        "sentence",
        "highlights",
        "document",
        "start",
        "end",
        "landmark",
        "page",
        "link",
        "quote_id",
        "score",
    }
    assert set(quote["document"]) == {
        "id",
        "title",
        "publisher",
        "date",
        "url",
        "version",
        "sha256",
    }
    stored = verbatim.run("--no-corpus", "show", "--text", quote["document"]["id"]).stdout
    assert quote["text"] == stored[quote["start"] : quote["end"]]
    assert quote["sentence"] == "The gate of the harbour closes at nine in the evening."
    assert quote["sentence"] in quote["text"]
    assert {quote["text"][start:end] for start, end in quote["highlights"]} == {"gate", "closes"}
    shown = verbatim.run("--no-corpus", "show", quote["quote_id"]).stdout
    assert shown.startswith(quote["text"])


@pytest.mark.parametrize(
    ("question", "reason", "sentence"),
    [
        ("zebra crossing", "unknown_words", "No document has “zebra”, “crossing”."),
        ("who is it", "no_terms", "no word to search for"),
    ],
)
def test_an_abstention_has_status_1_and_its_reason(
    verbatim: Commands, question: str, reason: str, sentence: str
) -> None:
    verbatim.run("--no-corpus", "add", "rules.txt")

    assert sentence in verbatim.run("--no-corpus", "ask", question, status=1).stdout
    reply = json.loads(verbatim.run("--no-corpus", "ask", "--json", question, status=1).stdout)
    assert (reply["tier"], reply["answered"], reply["reason"]) == ("silence", False, reason)
    assert reply["unknown"] == (["zebra", "crossing"] if reason == "unknown_words" else [])
    assert reply["quotes"] == reply["closest"] == []


def test_what_only_comes_close_is_no_answer_to_programs(verbatim: Commands) -> None:
    verbatim.run("--no-corpus", "add", "rules.txt")
    question = "how much money does the harbour office send"

    done = verbatim.run("--no-corpus", "ask", question, status=1).stdout
    reply = json.loads(verbatim.run("--no-corpus", "ask", "--json", question, status=1).stdout)

    assert "The library does not say this outright. The closest passages:" in done
    assert (reply["tier"], reply["answered"], reply["quotes"]) == ("closest", False, [])
    assert "the harbour office sends one" in reply["closest"][0]["text"]


def test_an_empty_library_says_how_to_fill_it(verbatim: Commands) -> None:
    done = verbatim.run("--no-corpus", "ask", "who funded the seminar", status=1)

    assert "verbatim add FILE" in done.stdout


def test_documents_are_added_listed_shown_removed_and_restored(verbatim: Commands) -> None:
    added = verbatim.run("--no-corpus", "add", "rules.txt").stdout
    assert added.startswith("Added 1: Rules of the harbour (")
    assert "Rules of the harbour" in verbatim.run("--no-corpus", "list").stdout
    assert "0 documents." in verbatim.run("--no-corpus", "list", "zebra").stdout
    assert "rules.txt" in verbatim.run("--no-corpus", "show", "1").stdout

    assert "verbatim restore 1" in verbatim.run("--no-corpus", "remove", "1").stdout
    verbatim.run("--no-corpus", "ask", "when does the gate close", status=1)
    assert "Rules" in verbatim.run("--no-corpus", "list", "--removed").stdout
    verbatim.run("--no-corpus", "restore", "1")

    verbatim.run("--no-corpus", "ask", "when does the gate close")

    assert "is not" not in verbatim.run("--no-corpus", "erase", "1", "--yes").stdout
    done = verbatim.run("--no-corpus", "history").stdout.splitlines()
    assert [line.split()[3:] for line in done] == [
        *(["erase", "1"], ["restore", "1"], ["remove", "1"], ["add", "1"])
    ]
    verbatim.run("--no-corpus", "show", "1", status=2)


def test_the_library_is_backed_up_and_put_back(verbatim: Commands) -> None:
    saved = verbatim.run("backup", "saved.db.gz").stdout
    verbatim.run("--no-corpus", "add", "rules.txt")

    restored = verbatim.run("restore", "saved.db.gz").stdout

    assert saved.endswith("to saved.db.gz\n")
    assert "What stood there is kept: " in restored
    assert "Rules of the harbour" not in verbatim.run("--no-corpus", "list").stdout
    assert "no database" not in verbatim.run("restore", "rules.txt", status=2).stderr
    assert "cannot be put" in verbatim.run("restore", "nowhere.db.gz", status=2).stderr
    assert "not a document's id" in verbatim.run("restore", "nowhere", status=2).stderr


def test_the_page_of_a_quote_is_written_as_a_picture(verbatim: Commands) -> None:
    (verbatim.folder / "boats.pdf").write_bytes(
        printed([Ink(60, 700, "The harbour master of Arven counted forty boats on Monday.")])
    )
    verbatim.run("--no-corpus", "add", "boats.pdf")

    shown = verbatim.run("--no-corpus", "show", "1.1.0-24", "--page", "page.png")

    assert shown.stdout.endswith("\nPage 1 of 1 is in page.png.\n")
    assert (verbatim.folder / "page.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("1", "--page", "page.png"), "--page shows a quote: give its id, such as 12.1.345-678."),
        (("1.1.0-9", "--page", "page.png"), "Document 1 has no pages to show: only PDFs do."),
    ],
)
def test_what_has_no_page_gets_a_sentence(
    verbatim: Commands,
    capfd: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    verbatim.run("--no-corpus", "add", "rules.txt")

    done = verbatim.run("--no-corpus", "show", *arguments, status=2)

    assert sentence in done.output + capfd.readouterr().err
    assert not (verbatim.folder / "page.png").exists()


def test_lines_cut_as_navigation_can_be_shown(verbatim: Commands) -> None:
    page = "Menu\nMenu\n-\nHome\n- Where we work\n" + TEXT.replace("\n\n", "\n")
    (verbatim.folder / "page.txt").write_text(page, encoding="utf-8")
    verbatim.run("--no-corpus", "add", "page.txt")

    cut = verbatim.run("--no-corpus", "show", "1", "--removed-lines").stdout.splitlines()

    assert "- Where we work" in cut
    assert "Menu" not in verbatim.run("--no-corpus", "show", "1", "--text").stdout


def test_files_that_cannot_be_added_get_a_sentence_and_spare_the_others(
    verbatim: Commands,
) -> None:
    (verbatim.folder / "empty.txt").write_text("")
    (verbatim.folder / "copy.txt").write_text(TEXT, encoding="utf-8")

    done = verbatim.run(
        "--no-corpus", "add", "nowhere.txt", "empty.txt", "rules.txt", "copy.txt", status=2
    )

    assert done.stdout.count("Added") == 1
    complaints = done.stderr.splitlines()
    assert [line.split()[1] for line in complaints] == ["nowhere.txt", "empty.txt", "copy.txt"]
    assert "already in the library" in complaints[2]


def test_a_guilds_library_is_another_than_the_terminals(verbatim: Commands) -> None:
    verbatim.run("--no-corpus", "add", "--guild", "123456789012345678", "rules.txt")

    verbatim.run("--no-corpus", "ask", "when does the gate close", status=1)
    verbatim.run("--no-corpus", "ask", "--guild", "123456789012345678", "when does the gate close")


def test_an_operators_own_folder_takes_the_place_of_the_bundled_documents(
    verbatim: Commands,
) -> None:
    corpus = verbatim.folder / "corpus"
    corpus.mkdir()
    (corpus / "rules.txt").write_text(TEXT, encoding="utf-8")

    for arguments, environment in (
        (("--corpus", "corpus"), {}),
        ((), {"VERBATIM_CORPUS": "corpus"}),
    ):
        listed = verbatim.run(*arguments, "list", environment=environment).stdout
        assert "Rules of the harbour" in listed
        assert "1 document." in listed
    assert "0 documents." in verbatim.run("list", environment={"VERBATIM_CORPUS": ""}).stdout


def test_a_bundled_file_that_cannot_be_read_stands_in_the_log_with_its_path(
    verbatim: Commands,
) -> None:
    (verbatim.folder / "corpus").mkdir()
    (verbatim.folder / "corpus" / "harbour.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    shown = verbatim.run("--corpus", "corpus", "list").stderr
    json_format = {"VERBATIM_LOG_FORMAT": "json"}
    (line,) = verbatim.run(
        "--corpus", "corpus", "list", environment=json_format
    ).stderr.splitlines()

    assert "a bundled document was left out" in shown
    assert "path=harbour.pdf" in shown
    logged = json.loads(line)
    assert logged["event"] == "a bundled document was left out"
    assert logged["path"] == "harbour.pdf"
    assert logged["level"] == "warning"
    assert logged["logger"] == "bot.engine.bundled"


def test_settings_are_read_from_a_file_too(verbatim: Commands) -> None:
    (verbatim.folder / "verbatim.toml").write_text('corpus = ""\n', encoding="utf-8")

    assert "0 documents." in verbatim.run("list").stdout


@pytest.mark.parametrize(
    ("toml", "environment", "named"),
    [
        ("reader_seconds = -1\n", {}, "reader_seconds"),
        ("databse = 'x'\n", {}, "databse"),
        ("", {"VERBATIM_DATABASE": "."}, "is a folder"),
        ("", {"VERBATIM_DATABSE": "x"}, "VERBATIM_DATABASE"),
        ("no toml at all", {}, "verbatim.toml"),
        ("", {"VERBATIM_LOG_LEVEL": "LOUD"}, "VERBATIM_LOG_LEVEL"),
        ("", {"VERBATIM_CORPUS": "nowhere"}, "VERBATIM_CORPUS"),
        ("", {"VERBATIM_DATABASE": "rules.txt"}, "VERBATIM_DATABASE"),
        ("", {"VERBATIM_DATABASE": "rules.txt/library.db"}, "VERBATIM_DATABASE"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    verbatim: Commands, toml: str, environment: dict[str, str], named: str
) -> None:
    (verbatim.folder / "verbatim.toml").write_text(toml, encoding="utf-8")

    done = verbatim.run("list", status=2, environment=environment)

    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_chat_keeps_asking_follows_up_and_shows_more(verbatim: Commands) -> None:
    verbatim.run("--no-corpus", "add", "rules.txt")

    done = verbatim.run(
        "--no-corpus",
        "chat",
        typed="when does the gate close\n\nmore\n+ when does it open\nzebra\n"
        "when is the gatte shut\ntyped\n",
    )

    assert done.stdout.count("closes at nine") == 3
    assert "No document has “zebra”." in done.stdout
    assert "Searched for “gate” (you typed “gatte”)." in done.stdout
    assert "To search for what you typed: typed" in done.stdout
    assert "No document has “gatte”" in done.stdout


def test_check_prints_the_invite_link_of_the_tokens_application(verbatim: Commands) -> None:
    token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
    (verbatim.folder / "token").write_text(f"{token}\n")

    done = verbatim.run("check", environment={"VERBATIM_DISCORD_TOKEN_FILE": "token"})

    assert "client_id=123456789012345678" in done.stdout
    assert "scope=bot+applications.commands" in done.stdout
    assert token not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "There is no token."),
        ({"DISCORD_TOKEN": "secret but no token"}, "does not look like a bot token"),
        ({"VERBATIM_DISCORD_TOKEN_FILE": "nowhere"}, "cannot be read"),
    ],
)
def test_check_and_serve_say_what_is_wrong_with_a_token(
    verbatim: Commands, environment: dict[str, str], sentence: str
) -> None:
    done = verbatim.run("check", status=2, environment=environment)

    assert sentence in done.stderr
    assert "secret" not in done.stderr
    assert sentence in verbatim.run("serve", status=2, environment=environment).stderr


def test_check_names_variables_that_are_no_settings(verbatim: Commands) -> None:
    done = verbatim.run("check", status=2, environment={"VERBATIM_SERVICE_HOST": "10.0.0.1"})

    assert "VERBATIM_SERVICE_HOST; Verbatim has no such settings" in done.stdout


def test_a_question_needs_no_quotation_marks_and_may_come_from_standard_input(
    verbatim: Commands,
) -> None:
    quoted = verbatim.run("ask", "who funded the seminar").stdout

    assert verbatim.run("ask", "who", "funded", "the", "seminar").stdout == quoted
    assert verbatim.run("ask", "-", typed="who funded the seminar\n").stdout == quoted


def test_the_files_of_a_folder_are_added_and_standard_input_too(verbatim: Commands) -> None:
    folder = verbatim.folder / "shelf"
    (folder / "deep" / ".cache").mkdir(parents=True)
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deep" / "a.txt").write_text(f"Quays\n\n{TEXT[22:120]}", encoding="utf-8")
    for hidden in (folder / ".notes.txt", folder / "deep" / ".cache" / "c.txt"):
        hidden.write_text(f"Notes\n\n{TEXT[:60]}", encoding="utf-8")

    added = verbatim.run("--no-corpus", "add", "--keep-both", "shelf", "-", typed=TEXT.upper())

    titles = re.findall(r"^Added \d+: (.+) \(", added.stdout, re.MULTILINE)
    assert titles == ["Rules of the harbour", "Quays", "RULES OF THE HARBOUR"]
    (verbatim.folder / "empty").mkdir()
    assert "no files" in verbatim.run("--no-corpus", "add", "empty", status=2).stderr
    limit = {"VERBATIM_MAX_FILE_SIZE": "10"}
    long = verbatim.run("--no-corpus", "add", "-", typed=TEXT, status=2, environment=limit)
    assert "standard input is larger than" in long.stderr


def test_what_a_pipe_no_longer_reads_changes_no_exit_status(tmp_path: Path) -> None:
    ours, its = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--no-corpus", "list"],
        stdout=its,
        stderr=subprocess.PIPE,
        env={**os.environ, "VERBATIM_DATABASE": str(tmp_path / "library.db")},
        check=True,
    )
    os.close(its)

    assert done.stderr == b""


def test_every_command_is_in_one_section_of_the_help(verbatim: Commands) -> None:
    assert sorted(COMMANDS) == sorted(name for names in SECTIONS.values() for name in names)
    shown = verbatim.run("-h").stdout
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert all(f"\n{title}:" in shown for title in SECTIONS)


def test_shells_complete_commands_and_options(verbatim: Commands) -> None:
    asked = {
        "_VERBATIM_COMPLETE": "bash_complete",
        "COMP_WORDS": "verbatim ask --",
        "COMP_CWORD": "2",
    }

    assert "plain,--json" in verbatim.run(environment=asked).stdout.splitlines()


def test_help_needs_no_settings(verbatim: Commands) -> None:
    (verbatim.folder / "verbatim.toml").write_text("no toml at all")

    for command in ("ask", "chat", "add", "list", "show", "remove", "serve", "check", "preview"):
        assert "Usage" in verbatim.run(command, "--help").stdout


def test_a_document_under_embargo_is_listed_but_answers_nothing(verbatim: Commands) -> None:
    added = verbatim.run("--no-corpus", "add", "rules.txt", "--embargo", "2999-01-01 09:00 +01:00")
    assert "Added 1" in added.stdout

    until = "under embargo until 2999-01-01 08:00 UTC"
    assert until in verbatim.run("--no-corpus", "list").stdout
    assert until in verbatim.run("--no-corpus", "show", "1").stdout
    question = "When does the gate close?"
    assert "The library is empty" in verbatim.run("--no-corpus", "ask", question, status=1).stdout

    changed = verbatim.run(
        *("--no-corpus", "schedule", "1", "--embargo", "none", "--expires", "2999-12-31")
    )

    assert "(expires 3000-01-01 00:00 UTC)" in changed.stdout
    assert "nine in the evening" in verbatim.run("--no-corpus", "ask", question).stdout
    verbatim.run("--no-corpus", "schedule", "1", "--expires", "2001-01-01")
    verbatim.run("--no-corpus", "ask", question, status=1)
    wrong = verbatim.run("schedule", "1", "--embargo", "soon", status=2)
    assert "“soon” is not a moment" in wrong.output


def test_what_a_servers_members_asked_in_vain_is_listed(verbatim: Commands) -> None:
    async def ask() -> None:
        settings = load_settings(database=verbatim.folder / "library.db", corpus=None)
        async with open_engine(settings) as engine:
            reply = Abstention("who?", Reason.NOTHING_CLOSE)
            given = await engine.library.answers.give(
                GuildId(7), UserId(8), "who built it", reply=reply
            )
            await engine.library.ratings.rate(given, UserId(8), helpful=False)

    asyncio.run(ask())

    listed = verbatim.run("--no-corpus", "questions", "--guild", "7").stdout
    assert re.fullmatch(r"1  \d{4}-\d\d-\d\d  who built it\n1 question\.\n", listed)
    unhelpful = verbatim.run("--no-corpus", "questions", "--guild", "7", "--unhelpful").stdout
    assert unhelpful == listed
    assert verbatim.run("--no-corpus", "questions", "--guild", "9").stdout == "0 questions.\n"
