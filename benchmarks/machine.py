"""What a result was measured on and when: a figure without these says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent


def _first(file: str, key: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith(key):
            return line.partition(":")[2].strip()
    return "unknown"


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def commit() -> str:
    """The commit that was measured, marked when the sources differ from it."""
    changed = _git("status", "--porcelain", "--", "search_service", "content/words")
    return (_git("rev-parse", "--short", "HEAD") or "unknown") + ("+changes" if changed else "")


def load() -> list[float]:
    """Load averages over 1, 5 and 15 minutes, as `uptime` shows them."""
    return [round(value, 2) for value in os.getloadavg()]


def description() -> dict[str, Any]:
    """Machine, versions, commit, time and load."""
    kilobytes = int(_first("/proc/meminfo", "MemTotal").split()[0])
    return {
        "commit": commit(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gb": round(kilobytes / 1e6, 1),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "load_before": load(),
    }
