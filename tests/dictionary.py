"""jieba's dictionary, compiled once: each new project would compile it for more than a second."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from search_service.analysis.segment import ChineseSegmenter
from search_service.records.private_files import private_folder


@lru_cache(maxsize=1)
def _compiled() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kb-dictionary-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ChineseSegmenter((), folder)
    return folder / "jieba.cache"


def with_dictionary(state: Path) -> Path:
    """The state folder `state`, which need not exist, with the dictionary that jieba looks for."""
    private_folder(state)
    (state / "jieba").mkdir(exist_ok=True)
    (state / "jieba" / "jieba.cache").symlink_to(_compiled())
    return state
