"""Logs as JSON lines on standard output, for whoever collects them: journald, a container's log."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import orjson

from search_service.web.request_log import REQUEST_LOGGER


class JsonLines(logging.Formatter):
    """One record, one line; line ends and control characters are escaped by JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """As an object with `time`, `level`, `logger`, `message` and the record's own fields."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, option=orjson.OPT_NON_STR_KEYS).decode()


def log_config(*, requests: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`.

    Args:
        requests: Whether every request has a line.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "search_service.web.log_lines.JsonLines"}},
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "stream": "ext://sys.stdout",
            }
        },
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "uvicorn": {"level": "INFO"},
            REQUEST_LOGGER: {"level": "INFO" if requests else "WARNING"},
        },
    }
