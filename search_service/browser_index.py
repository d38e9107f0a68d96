"""The index the browser searches when the service cannot be reached: one JSON file in the site.

The browser has no jieba and no pinyin dictionary, so the file carries what it needs of them:
which characters share a syllable, which traditional character is which simplified one.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import orjson

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import is_han, normalised_text, simplified_by_traditional
from search_service.analysis.pinyin import syllable
from search_service.documents import Documents, StoredArticle

FILE = "assets/browser-index.json"
_VERSION = 1


def _common_characters() -> str:
    """The 6,763 characters of GB 2312: what a customer can be expected to type by mistake."""
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def _level_one_characters() -> str:
    """The 3,755 commoner half of GB 2312."""
    return _common_characters()[:3755]


def browser_index(documents: Documents, analyser: Analyser, generation: str) -> dict[str, Any]:
    """The browser index as JSON-ready data; docs/browser-index.md describes the format."""
    written = "".join(
        normalised_text(text)
        for article in documents.articles
        for text in (article.title, *article.questions)
    ) + "".join(normalised_text(passage.text) for passage in documents.passages)
    characters = dict.fromkeys([*filter(is_han, written), *_level_one_characters()])
    pinyin: dict[str, str] = defaultdict(str)
    for character in characters:
        pinyin[syllable(character)] += character
    common = set(_common_characters())
    pairs = [(old, new) for old, new in simplified_by_traditional().items() if new in common]
    return {
        "version": _VERSION,
        "generation": generation,
        "categories": [
            {"id": topic.id, "title": topic.title, "url": topic.url} for topic in documents.topics
        ],
        "articles": [_article(article, documents) for article in documents.articles],
        "pinyin": dict(sorted(pinyin.items())),
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
        "function_words": sorted(analyser.words.function_words),
        "synonyms": [
            list(group.words) for group in analyser.words.synonyms if group.direction != "index"
        ],
    }


def _article(article: StoredArticle, documents: Documents) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "summary": article.summary,
        "category": article.topic_id,
        "tool": article.tool,
        "questions": article.questions,
        "passages": [
            {"anchor": passage.anchor, "heading": passage.heading, "text": passage.text}
            for passage in documents.passages
            if passage.article_id == article.id
        ],
    }


def write_browser_index(
    site_folder: Path, documents: Documents, analyser: Analyser, generation: str
) -> None:
    """Write the file into a built site."""
    file = site_folder / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(orjson.dumps(browser_index(documents, analyser, generation)))
