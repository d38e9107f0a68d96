"""Makes click speak Chinese, through the gettext look-ups that click already does."""

from __future__ import annotations

import gettext
import os
from pathlib import Path


def speak_chinese() -> None:
    """Point gettext's default domain, which click uses, at the catalogue of this package."""
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = "zh_CN"
