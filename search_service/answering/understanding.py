"""What was typed, as a query and as conditions that an article must meet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from search_service.analysis.chains import Analyser
from search_service.answering.engine import Conditions
from search_service.asking.lexicon import Lexicon
from search_service.asking.operators import Phrase, Without, read_operators, said
from search_service.asking.query import Query, parse_query


@dataclass(frozen=True)
class StatedConditions:
    """The operators of a query.

    Attributes:
        said: Each condition in Chinese.
        met: Whether any article meets them all; if not, the text was read as a plain question.
    """

    said: tuple[str, ...]
    met: bool


@dataclass(frozen=True)
class Understood:
    """A typed text.

    Attributes:
        query: What the engine is asked.
        stated: The operators in it, if there are any.
        among: Ordinals of the passages that meet them; None when all passages may answer.
        requires: Whether something must be there, so that whatever has it is worth showing.
    """

    query: Query
    stated: StatedConditions | None = None
    among: Collection[int] | None = None
    requires: bool = False


def understand(
    text: str, analyser: Analyser, lexicon: Lexicon, conditions: Conditions, *, literal: bool
) -> Understood:
    """Read typed text; with `literal`, operators are characters like any others.

    Raises:
        QueryRejected: The text is out of range, or a prefix says too little.
    """
    operators = None if literal else read_operators(text)
    if operators is None:
        return Understood(parse_query(text, analyser, lexicon, literal=literal))
    parts = operators.condition.conditions
    stated = StatedConditions(tuple(map(said, parts)), met=True)
    among = conditions.meeting(operators.condition)
    if not among:
        return Understood(parse_query(text, analyser, lexicon), replace(stated, met=False))
    query = parse_query(operators.plain, analyser, lexicon)
    phrases = {part.text for part in parts if isinstance(part, Phrase)}
    marked = sorted(phrases.union(query.highlights), key=lambda word: (-len(word), word))
    return Understood(
        replace(query, text=text, highlights=tuple(marked)),
        stated,
        among,
        requires=not all(isinstance(part, Without) for part in parts),
    )
