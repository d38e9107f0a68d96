"""A term of `content/words/terms.txt` is cut as one word, or it is no term."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.analysis.normalise import normalised_text
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    brand = content.corpus.data.brand
    lines = content.texts.get("words/terms.txt", "").splitlines()
    for number, line in enumerate(lines, 1):
        term = line.partition("#")[0].partition("\t")[0].strip()
        # A name of several words is no mistake of whoever writes the list.
        if not term or (brand and term == brand.name):
            continue
        words = content.analyser.segmenter.words(normalised_text(term))
        if words != [normalised_text(term)]:
            message = f"「{term}」被切成 {' / '.join(words) or '空'}"
            advice = "请去掉标点和空格，或删掉与它重叠的词"
            yield Problem("content/words/terms.txt", number, RULE.id, message, advice)


RULE = Rule("term-split", _find)
