"""jieba's dictionary, made once, and what is made of it and the shop's words.

Each command in a project of its own would make both, for more than two seconds."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from search_service.analysis.chains import kept_whole
from search_service.analysis.segment import ChineseSegmenter
from search_service.content.word_lists import load_word_lists
from search_service.records.private_files import private_folder

_SHOP = Path(__file__).parent / "shop"


@lru_cache(maxsize=1)
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kb-dictionary-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ChineseSegmenter(kept_whole(load_word_lists(_SHOP / "content" / "words")), folder)
    return folder


def with_dictionary(state: Path) -> Path:
    """The state folder `state`, which need not exist, with what a segmenter looks for in it."""
    private_folder(state)
    (state / "jieba").mkdir(exist_ok=True)
    for made in _made().iterdir():
        (state / "jieba" / made.name).symlink_to(made)
    return state
