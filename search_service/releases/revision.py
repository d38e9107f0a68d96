"""Which state of the project a release is built from."""

from __future__ import annotations

import subprocess


def revision() -> str:
    """The revision of the folder that is built from; empty outside a repository."""
    try:
        command = ["git", "rev-parse", "HEAD"]
        asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
