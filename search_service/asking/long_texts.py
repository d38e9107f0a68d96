"""A text longer than a question, a message or what was said aloud, as questions to search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from search_service.asking.clauses import without_joins
from search_service.asking.typed_text import QUERY_LIMIT

# Who writes more than this says the rest again, or tells of something else.
MOST_QUESTIONS = 8
_SENTENCES = re.compile(r"[。！？!?；;\r\n]+")
_CLAUSES = re.compile(r"(?<=[，,、：:\s])")
# Where who speaks without marks begins anew; a piece before it says something too.
_TURNS = re.compile(
    r"(?<=.{6})(?=还有|另外|然后|但是|可是|不过|因为|所以|而且|请问|想问|我想|我现在|结果|谢谢)"
)
_WORDS = re.compile(r"\w\w")


def _alike(_piece: str) -> int:
    return 0


def questions_of(text: str, standing: Callable[[str], int] = _alike) -> tuple[str, ...]:
    """Pieces of the text of at most `QUERY_LIMIT` characters, at most `MOST_QUESTIONS` of them.

    A short text is one question; a longer one is taken sentence by sentence, from its beginning.
    What has no two letters or digits side by side asks nothing.

    Args:
        text: What was written.
        standing: Of a piece: which are wanted before others, the smallest first.
    """
    whole = " ".join(text.split())
    if len(whole) <= QUERY_LIMIT:
        return (whole,) if whole else ()
    pieces = (piece for sentence in _SENTENCES.split(text) for piece in _short(sentence))
    apart = map(without_joins, pieces)
    asked = dict.fromkeys(piece for piece in apart if _WORDS.search(piece))
    return tuple(sorted(asked, key=standing))[:MOST_QUESTIONS]


def _short(sentence: str) -> Iterator[str]:
    """The sentence, in as many pieces as its length asks for; cut between clauses where it can."""
    piece = ""
    for clause in _clauses(" ".join(sentence.split())):
        if piece and len(piece) + len(clause) > QUERY_LIMIT:
            yield piece.strip()
            piece = ""
        piece += clause
        while len(piece) > QUERY_LIMIT:
            yield piece[:QUERY_LIMIT].strip()
            piece = piece[QUERY_LIMIT:]
    yield piece.strip()


def _clauses(sentence: str) -> Iterator[str]:
    for clause in _CLAUSES.split(sentence):
        if len(clause) > QUERY_LIMIT:
            yield from _TURNS.split(clause)
        else:
            yield clause
