"""Logs: structlog's own and those of the libraries, in one format on standard error.

What a member asks is nobody's business but theirs: a question's text is logged at DEBUG only.

structlog, with what it imports of rich, takes .04 seconds of computing. So it is imported for the
first line and by what logs with it, the bot; below the bot the loggers are the standard library's.
"""

from __future__ import annotations

import logging
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import structlog


def configure_logs(level: str, log_format: Literal["console", "json"]) -> None:
    """Send all logs from ``level`` on to standard error, for people or for programs."""
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(_Formatter(log_format))
    logging.basicConfig(level=level, handlers=[output], force=True)
    # At INFO the HTTP and SQLite libraries would log every request and statement. What asyncio
    # warns of, a child whose status another one took say, nobody can do anything about.
    for name in ("aiosqlite", "charset_normalizer", "trafilatura"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("asyncio").setLevel(max(logging.ERROR, logging.getLogger().level))


def configure_structlog() -> None:
    """Let structlog's loggers log as the standard library's do."""
    import structlog  # noqa: PLC0415 (see above)

    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class _Formatter(logging.Formatter):
    """Formats lines as structlog does."""

    def __init__(self, log_format: Literal["console", "json"]) -> None:
        super().__init__()
        self._json = log_format == "json"

    def format(self, record: logging.LogRecord) -> str:
        return self._structlog.format(record)

    @cached_property
    def _structlog(self) -> logging.Formatter:
        import structlog  # noqa: PLC0415 (see above)

        renderer: list[structlog.typing.Processor] = (
            [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
            if self._json
            else [
                structlog.dev.ConsoleRenderer(
                    colors=sys.stderr.isatty(),
                    # The default, rich's, shows the values of variables: questions, tokens.
                    exception_formatter=structlog.dev.plain_traceback,
                )
            ]
        )
        formatter = structlog.stdlib.ProcessorFormatter
        return formatter(
            foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
            processors=[formatter.remove_processors_meta, *renderer],
        )


def _shared() -> list[structlog.typing.Processor]:
    import structlog  # noqa: PLC0415 (see above)

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
