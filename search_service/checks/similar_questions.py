"""Two articles whose questions mean the same to the search take each other's place."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_text
from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.markdown_file import UNFINISHED
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

# Of fewer words than this, equal ones say too little.
_FEWEST_WORDS = 2


def _meaning(question: str, analyser: Analyser) -> frozenset[str]:
    """The concepts of a question without function words, as the index holds them."""
    words = analyser.content_words(normalised_text(question))
    return frozenset(map(analyser.synonyms.concept, words))


def _find(content: ContentView) -> Iterator[Problem]:
    first_with: dict[frozenset[str], tuple[str, str]] = {}
    for page in content.articles:
        article_id = str(page.head.get("id", page.path))
        for line, question in page.head_texts("questions"):
            meaning = _meaning(question, content.analyser)
            if UNFINISHED in question or len(meaning) < _FEWEST_WORDS:
                continue
            other_id, other = first_with.setdefault(meaning, (article_id, question))
            if other_id != article_id and comparable(other) != comparable(question):
                message = f"问法「{question}」和 {other_id} 的「{other}」对搜索来说是同一句"
                advice = "请确认该由哪一篇回答，另一篇换个说法"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("similar-question", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
