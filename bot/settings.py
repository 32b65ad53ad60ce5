"""Settings from ``VERBATIM_*`` variables, then ``verbatim.toml``; see the table in README.md.

They are read once, when a command starts, into a frozen value that is handed down. A name that
nobody knows is refused in the file, where it can only be a slip; in the environment it may belong
to something else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import (
    AliasChoices,
    BeforeValidator,
    ByteSize,
    Field,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import SettingsError

SETTINGS_FILE = Path("verbatim.toml")
"""Read from the folder in which the command is started."""


def bundled_corpus() -> Path:
    """Return the folder of the bundled documents: in the installed package, or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "bundled"
    return installed if installed.is_dir() else package.parent / "corpus"


def _nothing(value: Any) -> Any:  # noqa: ANN401 (raw input of any type)
    return None if value == "" else value


OptionalPath = Annotated[Path | None, BeforeValidator(_nothing)]
Hour = Annotated[Annotated[int, Field(ge=0, le=23)] | None, BeforeValidator(_nothing)]


class Settings(BaseSettings):
    """Everything that differs between two installations."""

    model_config = SettingsConfigDict(
        env_prefix="VERBATIM_", extra="forbid", frozen=True, toml_file=SETTINGS_FILE
    )

    database: Path = Field(
        default_factory=lambda: user_data_path("verbatim", appauthor=False) / "library.db",
        description="the SQLite file of the library",
    )
    corpus: OptionalPath = Field(
        default_factory=bundled_corpus,
        description="the folder of bundled documents; empty for none",
    )
    discord_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("discord_token", "DISCORD_TOKEN", "VERBATIM_DISCORD_TOKEN"),
        description="the bot's token",
    )
    discord_token_file: OptionalPath = Field(
        default=None, description="a file that holds the token"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="what is logged"
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="how it is logged"
    )
    max_file_size: ByteSize = Field(
        default=ByteSize(25 * 1024 * 1024), description="largest file that may be added"
    )
    max_index_passages: PositiveInt = Field(
        default=200_000, description="passages that the indexes in memory may hold together"
    )
    readers: PositiveInt = Field(default=2, description="files that are read at the same time")
    reader_memory: ByteSize = Field(
        default=ByteSize(1200 * 1024 * 1024),
        description="memory of each process that reads files",
    )
    reader_seconds: PositiveFloat = Field(
        default=60.0, description="time that reading one file may take"
    )
    ocr: Literal["auto", "off"] = Field(
        default="auto", description="whether Tesseract reads scans, where it is installed"
    )
    fetch_seconds: PositiveFloat = Field(
        default=20.0, description="time that fetching one web address may take"
    )
    watch_minutes: PositiveInt = Field(
        default=60, description="how often a feed that is watched is looked at"
    )
    refetch_hour: Hour = Field(
        default=3, description="from when (UTC) documents are fetched again; empty for never"
    )
    semantic: bool = Field(
        default=False, description="order what was found by meaning, too; needs the extra"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (pydantic's signature)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let options win over the environment, and the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def token(self) -> str:
        """Return the Discord token; raise :class:`~bot.errors.SettingsError` without one."""
        if self.discord_token:
            return self.discord_token.get_secret_value().strip()
        if not self.discord_token_file:
            message = "There is no token. Set DISCORD_TOKEN, or VERBATIM_DISCORD_TOKEN_FILE."
            raise SettingsError(message)
        try:
            return self.discord_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            message = f"The token file {self.discord_token_file} cannot be read ({error})."
            raise SettingsError(message) from error


def load_settings(**options: Any) -> Settings:  # noqa: ANN401 (pydantic validates them)
    """Read the settings; options given here win. Raises :class:`~bot.errors.SettingsError`."""
    try:
        return Settings(**options)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "settings"
        message = f"The setting {name} is wrong: {first['msg']}. See the table in README.md."
        raise SettingsError(message) from error
    except ValueError as error:  # tomllib's, for a file that is no TOML
        message = f"{SETTINGS_FILE} cannot be read: {error}."
        raise SettingsError(message) from error
