"""jieba itself: what the project's own reading of its dictionary and its own cut are held to."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable
from pathlib import Path

from search_service.analysis.jieba_tables import TERM_FREQUENCY

with warnings.catch_warnings():
    # jieba 0.42.1 imports pkg_resources where it exists and has invalid escapes in its regexes.
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel(logging.CRITICAL)


def tokenizer_with(terms: Iterable[str], cache_folder: Path | None = None) -> jieba.Tokenizer:
    """Jieba's tokenizer with these terms."""
    tokenizer = jieba.Tokenizer()
    if cache_folder is not None:
        tokenizer.tmp_dir = str(cache_folder)
    tokenizer.initialize()
    for term in terms:
        tokenizer.add_word(term, TERM_FREQUENCY)
    return tokenizer
