"""The text of a case, which may be a whole letter, as the questions that a search can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from search_service.asking.typed_text import QUERY_LIMIT

# Who writes more than this says the rest again, or tells of something else.
MOST_QUESTIONS = 8
_SENTENCES = re.compile(r"[。！？!?；;\r\n]+")
_CLAUSES = re.compile(r"(?<=[，,、：:\s])")
_WORDS = re.compile(r"\w\w")


def _calm(_piece: str) -> bool:
    return False


def questions_of(text: str, is_urgent: Callable[[str], bool] = _calm) -> tuple[str, ...]:
    """Pieces of the text of at most `QUERY_LIMIT` characters, at most `MOST_QUESTIONS` of them.

    A short text is one question; a longer one is taken sentence by sentence, from its beginning,
    what is urgent before everything else. What has no two letters or digits side by side asks
    nothing.

    Args:
        text: The case.
        is_urgent: Whether a piece tells of trouble.
    """
    whole = " ".join(text.split())
    if len(whole) <= QUERY_LIMIT:
        return (whole,) if whole else ()
    pieces = (piece for sentence in _SENTENCES.split(text) for piece in _short(sentence))
    asked = dict.fromkeys(piece for piece in pieces if _WORDS.search(piece))
    return tuple(sorted(asked, key=lambda piece: not is_urgent(piece)))[:MOST_QUESTIONS]


def _short(sentence: str) -> Iterator[str]:
    """The sentence, in as many pieces as its length asks for; cut between clauses where it can."""
    piece = ""
    for clause in _CLAUSES.split(" ".join(sentence.split())):
        if piece and len(piece) + len(clause) > QUERY_LIMIT:
            yield piece.strip()
            piece = ""
        piece += clause
        while len(piece) > QUERY_LIMIT:
            yield piece[:QUERY_LIMIT].strip()
            piece = piece[QUERY_LIMIT:]
    yield piece.strip()
