"""Which program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PACKAGE = "uwallet-help"


def program_version() -> str:
    """The version of the program, as it is installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "0"
