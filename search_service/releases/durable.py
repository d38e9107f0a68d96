"""What was written stays written when the power fails."""

from __future__ import annotations

import os
from pathlib import Path


def fsync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
