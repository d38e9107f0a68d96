"""The index the browser searches when the service cannot be reached: one JSON file in the site.

The browser has no jieba and no pinyin dictionary, so the file carries what it needs of them:
how characters sound, which traditional character is which simplified one. It is loaded over a bad
line more often than not, so that nothing is in it that the browser knows or that helps nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import is_han, normalised_text, simplified_by_traditional
from search_service.analysis.phrases import EnglishPhrases
from search_service.analysis.pinyin import syllable
from search_service.analysis.word_lists import Situation
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.excerpts import BADGE
from search_service.content.article import STILL_STUCK, Passage
from search_service.site.browser_wordings import wordings_within

_VERSION = 4
# Scripts read one version and ask for it by name: a service worker may keep a file of the release
# before beside the scripts of this one, or the other way round.
FILE = f"assets/browser-index-{_VERSION}.json"
# Characters of running text in the whole file; about 1.1 bytes each when compressed.
TEXT_BUDGET = 6_400
# The same of questions given to sections: they find the article, and running text shows less of it.
WORDING_BUDGET = 7_900
# A badge in running text, in as few characters.
_UNVERIFIED = "（待核实）"
_SENTENCE_END = re.compile(r"[。！？；\n]")


def common_characters() -> str:
    """The 3,755 commoner characters of GB 2312, in its order, which is nearly that of sound.

    What a customer can be expected to type by mistake. The browser makes the same string with
    its own decoder, so that the file need not hold it.
    """
    pairs = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def browser_index(documents: Documents, analyser: Analyser, generation: str) -> dict[str, Any]:
    """The browser index as JSON-ready data; docs/browser-index.md describes the format."""
    texts = texts_within(documents.passages, TEXT_BUDGET)
    wordings = wordings_within(documents, analyser, WORDING_BUDGET)
    synonyms = [list(g.words) for g in analyser.words.synonyms if g.direction != "index"]
    situations = _situations(analyser.words.situations)
    told = [word for one in situations["situations"] for group in one["words"] for word in group]
    spoken = [*synonyms, told, list(analyser.spoken.replacements), *wordings.values()]
    written = set(_written(documents, texts, spoken))
    # One that is written nowhere can match nothing.
    pairs = [(old, new) for old, new in simplified_by_traditional().items() if new in written]
    return {
        "version": _VERSION,
        "generation": generation,
        "categories": [
            {"id": topic.id, "title": topic.title, "url": topic.url} for topic in documents.topics
        ],
        "articles": [
            _article(article, documents, texts)
            | ({"wordings": wordings[article.id]} if article.id in wordings else {})
            for article in documents.articles
        ],
        "pinyin": _pinyin(written),
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
        "function_words": sorted(analyser.words.function_words),
        "synonyms": synonyms,
        "tools": analyser.words.tools.model_dump(exclude={"titles"}) | {"still_stuck": STILL_STUCK},
        "spoken": _by_meaning(analyser.spoken.replacements),
        "english": _english(analyser.english),
        "joins": sorted(analyser.words.joins),
        "politeness": _shortest(sorted(analyser.words.politeness)),
        "rivals": sorted(analyser.words.rivals),
        "ours": sorted(analyser.words.ours),
        **situations,
        "numbers": {
            one.key: {"name": one.name, "value": one.value, "use": one.use}
            for one in documents.numbers
            if any(one.key in situation.call for situation in analyser.words.situations)
        },
    }


def _situations(situations: Sequence[Situation]) -> dict[str, Any]:
    """Urgent situations; words that exclude every one of them, once."""
    excluding = [{*one.unless} for one in situations if not one.always]
    calm = set.intersection(*excluding) if excluding else set()
    return {
        "calm": _shortest(sorted(calm)),
        "situations": [
            one.model_dump(exclude={"kind", "near"}, exclude_defaults=True)
            | {
                "words": list(map(_shortest, one.words)),
                "unless": _shortest([word for word in one.unless if word not in calm]),
            }
            for one in situations
        ],
    }


def _shortest(words: Sequence[str]) -> list[str]:
    """Words without those that hold another one: a text that has them has the other as well."""
    return [word for word in words if not any(one in word and one != word for one in words)]


def _english(phrases: EnglishPhrases) -> dict[str, dict[str, str]]:
    """Phrases that can be nothing but English, and those that only count beside one of them."""
    surely = phrases.surely_english
    return {
        "surely": _by_meaning({a: b for a, b in phrases.replacements.items() if a in surely}),
        "beside": _by_meaning({a: b for a, b in phrases.replacements.items() if a not in surely}),
    }


def _by_meaning(replacements: Mapping[str, str]) -> dict[str, str]:
    """What stands for phrases → all of them, each once, with a bar between two."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase, meaning in sorted(replacements.items()):
        found[meaning].append(phrase)
    return {meaning: "|".join(phrases) for meaning, phrases in found.items()}


def texts_within(passages: Iterable[Passage], budget: int) -> dict[str, str]:
    """The text of each passage by its id, the longest cut so that all fit into `budget`.

    What stands first answers; the rest of a long passage is left out, whole sentences at a time.
    """
    shown = (passage for passage in passages if not passage.hidden)
    whole = {passage.id: passage.text.replace(BADGE, _UNVERIFIED) for passage in shown}
    # Water filling: short texts stay whole and leave their share to the longer ones.
    left, most = budget, 0
    for place, length in enumerate(sorted(map(len, whole.values()))):
        most = left // (len(whole) - place)
        if length > most:
            break
        left -= length
        most = length
    return {name: _first_sentences(text, most) for name, text in whole.items()}


def _first_sentences(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, most)]
    return text[: ends[-1] if ends else 0].rstrip()


def _written(
    documents: Documents, texts: Mapping[str, str], words: Iterable[Iterable[str]]
) -> Iterable[str]:
    """Every Chinese character that a query can meet, normalised."""
    parts = [*texts.values(), *(word for group in words for word in group)]
    parts += [passage.heading or "" for passage in documents.passages]
    for article in documents.articles:
        parts += [article.title, *article.questions, *article.aliases]
    return filter(is_han, normalised_text("\n".join(parts)))


def _pinyin(written: Iterable[str]) -> dict[str, Any]:
    common = common_characters()
    runs = [(sound, len(list(run))) for sound, run in groupby(common, syllable)]
    others: dict[str, str] = defaultdict(str)
    for character in sorted(set(written) - set(common)):
        others[syllable(character)] += character
    return {
        "common": "".join(f"{sound}{length}" for sound, length in runs),
        "others": dict(sorted(others.items())),
    }


def _article(
    article: StoredArticle, documents: Documents, texts: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "summary": article.summary,
        "category": article.topic_id,
        "tool": article.tool,
        "questions": article.questions,
        "passages": [
            # Most sections are reached by their heading, which is then not said again.
            [
                passage.heading,
                texts[passage.id],
                *([] if passage.anchor == passage.heading else [passage.anchor]),
            ]
            for passage in documents.passages
            if passage.article_id == article.id and not passage.hidden
        ],
        **({"aliases": article.aliases} if article.aliases else {}),
    }


def write_browser_index(
    site_folder: Path, documents: Documents, analyser: Analyser, generation: str
) -> None:
    """Write the file into a built site."""
    file = site_folder / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(orjson.dumps(browser_index(documents, analyser, generation)))
