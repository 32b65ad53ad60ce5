from __future__ import annotations

import os
from pathlib import Path

import attrs
import pytest

from bot.cogs.ui import problems
from bot.errors import SettingsError, UnknownSetting, WrongSetting, WrongSettings
from bot.settings import (
    SETTINGS_FILE,
    Settings,
    bundled_corpus,
    load_settings,
    unknown_variables,
)


@pytest.fixture(autouse=True)
def nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.upper().startswith(("VERBATIM_", "DISCORD_")):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("database", "here.db", Path("here.db")),
        ("corpus", "", None),
        ("corpus", "shelf", Path("shelf")),
        ("discord_token_file", "", None),
        ("log_level", "ERROR", "ERROR"),
        ("log_format", "json", "json"),
        ("max_file_size", "1000", 1000),
        ("max_file_size", "25MiB", 25 * 1024 * 1024),
        ("max_file_size", "2 mb", 2_000_000),
        ("reader_memory", "1.5GB", 1_500_000_000),
        ("reader_memory", "1k", 1000),
        ("readers", "3", 3),
        ("reader_seconds", "1.5", 1.5),
        ("ocr", "off", "off"),
        ("refetch_hour", "", None),
        ("refetch_hour", "0", 0),
        ("semantic", "yes", "on"),
        ("semantic", "0", "off"),
        ("semantic", "auto", "auto"),
    ],
)
def test_a_setting_is_read_from_the_environment(
    name: str, typed: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"VERBATIM_{name.upper()}", typed)

    assert getattr(load_settings(), name) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("log_level", "LOUD"),
        ("log_format", "yaml"),
        ("max_file_size", "large"),
        ("max_file_size", "-1"),
        ("readers", "two"),
        ("readers", "2.5"),
        ("readers", ""),
        ("readers", "0"),
        ("reader_seconds", "0"),
        ("reader_seconds", "nan"),
        ("reader_seconds", "soon"),
        ("refetch_hour", "24"),
        ("refetch_hour", "-1"),
        ("semantic", "maybe"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_its_setting(
    name: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"VERBATIM_{name.upper()}", typed)

    with pytest.raises(WrongSetting) as failed:
        load_settings()

    assert (failed.value.name, failed.value.value) == (name, typed)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (
            "readers = [2]",
            "The setting readers in verbatim.toml must be a whole number above 0, not",
        ),
        (
            "readers = 2.5",
            "The setting readers in verbatim.toml must be a whole number above 0, not",
        ),
        (
            "database = 5",
            "The setting database in verbatim.toml must be the path of a file, not 5.",
        ),
        ("colour = 2", "verbatim.toml sets colour, but there is no such setting. See"),
        (
            "reeders = 2",
            "verbatim.toml sets reeders, but there is no such setting; perhaps readers is meant.",
        ),
        ("readers", "verbatim.toml cannot be read: "),
    ],
)
def test_a_mistake_in_the_file_is_named(toml: str, sentence: str) -> None:
    SETTINGS_FILE.write_text(toml, encoding="utf-8")

    with pytest.raises(SettingsError) as failed:
        load_settings()

    assert problems.sentence(failed.value).startswith(sentence)


def test_options_win_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    SETTINGS_FILE.write_text("readers = 3\nwatch_minutes = 4\nrefetch_hour = 5\n")
    monkeypatch.setenv("VERBATIM_READERS", "6")
    monkeypatch.setenv("verbatim_watch_minutes", "7")

    settings = load_settings(readers=8)

    assert (settings.readers, settings.watch_minutes, settings.refetch_hour) == (8, 7, 5)


def test_nothing_has_to_be_set() -> None:
    settings = load_settings()

    assert settings == Settings()
    assert settings.database.name == "library.db"
    assert settings.corpus == bundled_corpus()
    assert settings.max_file_size == 26_214_400


@pytest.mark.parametrize("variable", ["DISCORD_TOKEN", "VERBATIM_DISCORD_TOKEN"])
def test_the_token_is_read_but_not_shown(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, " secret\n")

    settings = load_settings()

    assert settings.token() == "secret"
    assert "secret" not in repr(settings)
    with pytest.raises(SettingsError):
        attrs.evolve(settings, discord_token=None).token()


def test_a_slip_in_the_name_of_a_variable_is_named_with_what_is_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VERBATIM_DATABSE", "library.db")

    with pytest.raises(UnknownSetting) as failed:
        load_settings()

    assert (failed.value.name, failed.value.near) == ("VERBATIM_DATABSE", "VERBATIM_DATABASE")


def test_what_others_put_into_the_environment_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SERVICE_HOST", "SERVICE_PORT", "PORT", "PORT_8080_TCP_ADDR", "HOME", "VERSION"):
        monkeypatch.setenv(f"VERBATIM_{name}", "x")

    load_settings()

    assert "VERBATIM_SERVICE_HOST" in unknown_variables()


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    SETTINGS_FILE.write_text("reeders = 2\nocr = 'maybe'\n", encoding="utf-8")
    monkeypatch.setenv("VERBATIM_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("VERBATIM_DATABSE", "library.db")

    with pytest.raises(WrongSettings) as failed:
        load_settings()

    told = problems.sentence(failed.value).splitlines()
    assert len(told) == 4
    for named in ("sets reeders", "VERBATIM_DATABSE", "ocr in verbatim.toml", "VERBATIM_LOG_LEVEL"):
        assert any(named in line for line in told)
