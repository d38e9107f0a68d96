"""Sections to passages: short enough that a match says where the answer stands."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.content.article import Article, Passage, Section
from search_service.content.units import without_duplicates

# A section longer than this is cut between blocks; most sections are one passage.
PASSAGE_CHARACTERS = 600


def _pieces(section: Section) -> Iterator[str]:
    piece: list[str] = []
    length = 0
    for block in section.text.split("\n"):
        if piece and length + len(block) > PASSAGE_CHARACTERS:
            yield "\n".join(piece)
            piece, length = [], 0
        piece.append(block)
        length += len(block)
    if piece:
        yield "\n".join(piece)


def passages_of(article: Article) -> list[Passage]:
    """The passages of an article, in reading order; a heading without text of its own has none."""
    passages: list[Passage] = []
    asked: dict[str | None, tuple[str, ...]] = {}
    for unit in article.units:
        known = asked.get(unit.heading, ())
        more = (*unit.section_questions, *unit.questions)
        asked[unit.heading] = without_duplicates(known, more)
    for section in article.sections:
        if not section.text:
            continue
        for text in _pieces(section):
            passage_id = f"{article.id}#{len(passages)}"
            heading, questions = section.heading, asked.get(section.heading, ())
            passages.append(
                Passage(passage_id, article.id, heading, section.anchor, text, questions)
            )
    if article.front_matter.aliases:
        passages.append(aliases_passage(article.id))
    return passages


def aliases_passage(article_id: str) -> Passage:
    """What an article's aliases are found by: one passage that holds nothing to be shown.

    In every passage, as questions are, four aliases an article made 16 of 589 judged queries worse;
    here 2 (docs/learning.md).
    """
    return Passage(f"{article_id}#aliases", article_id, None, None, "", hidden=True)
