"""Settings from ``VERBATIM_*`` variables, then ``verbatim.toml``; see the table in README.md.

They are read once, when a command starts, into a frozen value that is handed down. A name that
nobody knows is refused in the file, where it can only be a slip. In the environment it may belong
to something else (Kubernetes sets VERBATIM_SERVICE_HOST for a service of that name), so there it is
refused only if it is nearly the name of a setting. All that is wrong is told at once.

attrs checks them, which is here with aiohttp in any case. pydantic did, with pydantic-settings, and
took .13 of the .9 seconds of computing that `verbatim ask` needed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import attrs
from attrs.converters import to_bool
from attrs.validators import ge, gt, in_
from platformdirs import user_data_path

from bot.errors import (
    NoToken,
    SettingsError,
    UnknownSetting,
    UnreadableSettings,
    UnreadableToken,
    WrongSetting,
    WrongSettings,
)

SETTINGS_FILE = Path("verbatim.toml")
"""Read from the folder in which the command is started."""

_PREFIX = "VERBATIM_"
_TOKEN = "DISCORD_TOKEN"  # noqa: S105 (a name)
_NEAR = 0.75
"""Likeness from which on an unknown name is a slip (difflib's ratio): one letter lost, added or
wrong in most names, two in long ones."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)


def bundled_corpus() -> Path:
    """Return the folder of the bundled documents: in the installed package, or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "bundled"
    return installed if installed.is_dir() else package.parent / "corpus"


def _path(value: str | Path | None) -> Path | None:
    return Path(value) if value else None


def _whole(value: str | float) -> int:
    """Read a whole number; raise :exc:`ValueError` for anything else."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = None
    if number is None or (isinstance(value, float) and value != number):
        message = f"{value!r} is not a whole number"
        raise ValueError(message)
    return number


def _switch(value: str | bool) -> Any:  # noqa: ANN401 (a validator follows)
    """Read on and off however they are said; leave anything else as it is."""
    try:
        return "on" if to_bool(value) else "off"
    except ValueError:
        return value


def _hour(value: str | int | None) -> int | None:
    if value is None or value == "":
        return None
    hour = _whole(value)
    if not 0 <= hour <= 23:
        message = f"{hour} is not an hour from 0 to 23"
        raise ValueError(message)
    return hour


def _seconds(value: str | float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        message = f"{value!r} is not a number"
        raise ValueError(message) from None


def _bytes(value: str | int) -> int:
    """Read a number of bytes: 1000000, 1 MB, 1.5 GiB."""
    match = _SIZE.fullmatch(str(value).strip())
    if not match:
        message = f"{value!r} is not a size such as 25MiB"
        raise ValueError(message)
    number, unit, binary = match.groups()
    base = 1024 if binary else 1000
    return int(float(number) * base ** " kmgt".index(unit.lower() or " "))


@attrs.frozen(kw_only=True)
class Settings:
    """Everything that differs between two installations.

    Raises :exc:`ValueError` for a value that is not allowed.
    """

    database: Path = attrs.field(
        factory=lambda: user_data_path("verbatim", appauthor=False) / "library.db", converter=Path
    )
    """The SQLite file of the library."""
    corpus: Path | None = attrs.field(factory=bundled_corpus, converter=_path)
    """The folder of bundled documents; ``None`` for none."""
    backup_folder: Path | None = attrs.field(default=None, converter=_path)
    """Where a running bot puts a backup each night; ``None`` for nowhere."""
    backups: int = attrs.field(default=7, converter=_whole, validator=ge(1))
    """How many of them are kept."""
    discord_token: str | None = attrs.field(default=None, repr=False)
    """The bot's token."""
    discord_token_file: Path | None = attrs.field(default=None, converter=_path)
    """A file that holds the token."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = attrs.field(
        default="INFO", validator=in_(("DEBUG", "INFO", "WARNING", "ERROR"))
    )
    """What is logged."""
    log_format: Literal["console", "json"] = attrs.field(
        default="console", validator=in_(("console", "json"))
    )
    """How it is logged."""
    max_file_size: int = attrs.field(default=25 << 20, converter=_bytes, validator=ge(0))
    """The largest file that may be added, in bytes."""
    max_index_passages: int = attrs.field(default=200_000, converter=_whole, validator=ge(1))
    """Passages that the indexes in memory may hold together."""
    readers: int = attrs.field(default=2, converter=_whole, validator=ge(1))
    """Files that are read at the same time."""
    reader_memory: int = attrs.field(default=1200 << 20, converter=_bytes, validator=ge(0))
    """Memory of each process that reads files, in bytes."""
    reader_seconds: float = attrs.field(default=60.0, converter=_seconds, validator=gt(0))
    """Time that reading one file may take."""
    ocr: Literal["auto", "off"] = attrs.field(default="auto", validator=in_(("auto", "off")))
    """Whether Tesseract reads scans, where it is installed."""
    fetch_seconds: float = attrs.field(default=20.0, converter=_seconds, validator=gt(0))
    """Time that fetching one web address may take."""
    watch_minutes: int = attrs.field(default=60, converter=_whole, validator=ge(1))
    """How often a feed that is watched is looked at."""
    refetch_hour: int | None = attrs.field(default=3, converter=_hour)
    """From when (UTC) documents are fetched again; ``None`` for never."""
    question_days: int = attrs.field(default=90, converter=_whole, validator=ge(1))
    """Days that questions, and what the buttons under answers need, are kept."""
    asker_days: int = attrs.field(default=1, converter=_whole, validator=ge(0))
    """Days that it is known who asked."""
    semantic: Literal["auto", "on", "off"] = attrs.field(
        default="auto", converter=_switch, validator=in_(("auto", "on", "off"))
    )
    """Whether meaning counts, too; ``auto`` where the extra is installed."""

    def wants_semantic(self, is_installed: Callable[[], bool]) -> bool:
        """Tell whether meaning counts."""
        return self.semantic == "on" or (self.semantic == "auto" and is_installed())

    def token(self) -> str:
        """Return the Discord token; raise :class:`~bot.errors.SettingsError` without one."""
        if self.discord_token:
            return self.discord_token.strip()
        if not self.discord_token_file:
            raise NoToken
        try:
            return self.discord_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableToken(self.discord_token_file, str(error)) from error


_NAMES = frozenset(attrs.fields_dict(Settings))


def load_settings(**options: Any) -> Settings:  # noqa: ANN401 (attrs checks them)
    """Read the settings; options given here win. Raises :class:`~bot.errors.SettingsError`."""
    in_file, in_environment = _from_file(), _from_environment()
    origins = {name: f"{name} in {SETTINGS_FILE}" for name in in_file}
    origins |= {name: _variable(name) for name in in_environment}
    given = in_file | in_environment | options
    mistakes = [*_slips(in_file), *_wrong(given, origins)]
    if len(mistakes) > 1:
        raise WrongSettings(mistakes)
    if mistakes:
        raise mistakes[0]
    return Settings(**given)


def unknown_variables() -> list[str]:
    """Return the names in the environment that begin as settings do and are none."""
    known = {_variable(name) for name in _NAMES}
    named = (name for name in map(str.upper, os.environ) if name.startswith(_PREFIX))
    return sorted(name for name in named if name not in known)


def _slips(in_file: Iterable[str]) -> Iterator[SettingsError]:
    for name in in_file:
        if name not in _NAMES:
            yield UnknownSetting(SETTINGS_FILE, name, _near(name))
    for variable in unknown_variables():
        if near := _near(variable.removeprefix(_PREFIX).lower()):
            yield UnknownSetting(None, variable, _variable(near))


def _wrong(given: Mapping[str, Any], origins: Mapping[str, str]) -> Iterator[SettingsError]:
    for name in filter(_NAMES.__contains__, given):
        try:
            Settings(**{name: given[name]})
        except (TypeError, ValueError):
            yield WrongSetting(name, given[name], origins.get(name, name))


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _near(name: str) -> str:
    """Return the setting that a name was to be, if it is nearly one's; ``""`` otherwise."""
    from difflib import get_close_matches  # noqa: PLC0415 (few mistype a name)

    return next(iter(get_close_matches(name, _NAMES, n=1, cutoff=_NEAR)), "")


def _from_file() -> dict[str, Any]:
    if not SETTINGS_FILE.is_file():
        return {}
    import tomllib  # noqa: PLC0415 (most have no file)

    try:
        return tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableSettings(SETTINGS_FILE, str(error)) from error


def _from_environment() -> dict[str, Any]:
    variables = {name.upper(): value for name, value in os.environ.items()}
    found = {name: variables[_variable(name)] for name in _NAMES if _variable(name) in variables}
    token = {"discord_token": variables[_TOKEN]} if _TOKEN in variables else {}
    return found | token
