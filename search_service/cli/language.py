"""Makes click speak Chinese, through the gettext look-ups that click already does."""

from __future__ import annotations

import gettext
import io
import os
import sys
from pathlib import Path


def speak_chinese() -> None:
    """Point gettext's default domain, which click uses, at the catalogue of this package."""
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = "zh_CN"


def be_readable_anywhere() -> None:
    """Have what a terminal cannot show (a ✓ in GBK, a broken file name) replaced by ?.

    Without this one such character ends the command in an error of its own.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
