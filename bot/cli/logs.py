"""Logs: structlog's own and those of the libraries, in one format on standard error.

What a member asks is nobody's business but theirs: a question's text is logged at DEBUG only.
"""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog


def configure_logs(level: str, log_format: Literal["console", "json"]) -> None:
    """Send all logs from ``level`` on to standard error, for people or for programs."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if log_format == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                # The default, rich's, shows the values of variables: questions, tokens.
                exception_formatter=structlog.dev.plain_traceback,
            )
        ]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    logging.basicConfig(level=level, handlers=[output], force=True)
    # At INFO the HTTP and SQLite libraries would log every request and statement.
    for name in ("aiosqlite", "asyncio", "charset_normalizer", "trafilatura"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
