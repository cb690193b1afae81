"""One line of JSON an event, on standard error; plain text for a person at a terminal.

No personal data: a line holds ids, codes, templates of routes and names of errors, never a body, a
query, a name or a number. An error's own message may quote what people wrote, so of an error only
its type and where it happened is written. Libraries are heard from WARNING upwards.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from shared.correlation import correlation_in_hand

FRAMES = 12
"""How many of an error's innermost frames are written."""


def configure_logs(file: Path | None = None) -> None:
    """Set up logging for this process, to ``file`` or to standard error; a second call changes nothing."""
    if structlog.is_configured():
        return
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_enriched(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_enriched(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(file)],
        )
    )
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for ours in ("shared", "services"):
        logging.getLogger(ours).setLevel(logging.INFO)
    # It tells each lost connection in several tracebacks; we are told by what it raises, and say it once.
    logging.getLogger("pika").setLevel(logging.CRITICAL)
    # Where the receiver of traces is away, each retry of a batch is a warning: only what was lost is news.
    logging.getLogger("opentelemetry").setLevel(logging.ERROR)


def frames(error: BaseException) -> list[str]:
    """Where an error happened, innermost last, without what it says."""
    found = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}" for frame in found]


def _enriched() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _correlated,
        _error_without_message,
    ]


def _correlated(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    correlation = correlation_in_hand()
    if correlation is not None:
        line.setdefault("correlation_id", correlation.correlation_id)
        if correlation.causation_id:
            line.setdefault("causation_id", correlation.causation_id)
        if correlation.trace_id:
            line.setdefault("trace_id", correlation.trace_id)
    return line


def _error_without_message(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    raised = line.pop("exc_info", None)
    error = raised if isinstance(raised, BaseException) else sys.exc_info()[1] if raised else None
    if error is not None:
        line["error"] = type(error).__name__
        line["frames"] = frames(error)
    return line


def _renderer(file: Path | None) -> Any:
    if file is None and sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(colors="NO_COLOR" not in os.environ)
    return structlog.processors.JSONRenderer(ensure_ascii=False)
