"""An article that was found, as it is shown: opened where it answers, with its pieces."""

from __future__ import annotations

from collections.abc import Sequence

from search_service.answering.answers import Answers
from search_service.answering.documents import Documents
from search_service.answering.excerpts import excerpt
from search_service.answering.ranking import RankedPassage
from search_service.answering.results import Hit
from search_service.answering.snippets import marked
from search_service.asking.tool_links import ToolLink, link_to_section


def hit_of(
    documents: Documents,
    ranked: RankedPassage,
    words: Sequence[str],
    link: ToolLink | None,
    answers: Answers,
) -> Hit:
    """What is shown of an article that was found.

    Args:
        documents: The articles.
        ranked: The one found.
        words: What is marked in it.
        link: The tool that was asked for, if any.
        answers: Its pieces that answer.
    """
    article = documents.articles_by_id[documents.article_ids[ranked.passage]]
    passage = documents.shown(ranked.passage)
    # A tool opens at its top, where it works, and says what it does rather than what it holds.
    said = excerpt(article.summary if article.tool else passage.text, words)
    opened = None
    if article.tool:
        asked_for = link is not None and link.tool == article.tool
        opened = link if asked_for else link_to_section(article.tool, passage.heading)
    return Hit(
        article=article,
        url=article.url + (opened.query if opened else ""),
        passage=ranked.passage,
        topic=documents.topics_by_id.get(article.topic_id),
        anchor=None if article.tool else passage.anchor,
        heading=(opened.shown if opened else None) if article.tool else passage.heading,
        title_spans=marked(article.title, words),
        snippet=said.spans,
        unverified=said.unverified,
        score=ranked.score,
        by_code=ranked.by_code,
        known=ranked.known,
        extracts=answers.extracts.get(article.id, ()),
    )
