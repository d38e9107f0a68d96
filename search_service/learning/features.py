"""Questions to vectors: words and concepts, pairs of characters, pairs of syllables; hashed.

Measured on a simulated month of 17,600 texts, see docs/learning.md: the three together keep 95 % of
a gap's visits in clusters of its own, each alone 78 to 92 %.
"""

from __future__ import annotations

import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import Analyser, reading
from search_service.answering.wanted import without_question_words

# What each kind of feature adds to the square of a vector's length.
WEIGHTS = {"words": 0.4, "characters": 0.3, "syllables": 0.3}
_DIMENSIONS = 1_024
_SIGN = 0x8000_0000


def vectors(
    questions: Sequence[str], analyser: Analyser, heard: NDArray[np.bool_] | None = None
) -> NDArray[np.float32]:
    """Unit vectors of questions as they were understood; shape (number of questions, 1024).

    A feature counts the more the fewer questions have it (idf over the questions given).

    Args:
        questions: As they were understood.
        analyser: Makes the words.
        heard: Of each question, whether it makes its features common; all without it.
    """
    if heard is None:
        heard = np.ones(len(questions), np.bool_)
    found = np.zeros((len(questions), _DIMENSIONS), np.float32)
    for kind, features in _features(questions, analyser).items():
        _add(found, features, WEIGHTS[kind], heard.tolist())
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    found /= np.maximum(lengths, 1e-9)
    return found


def is_word(question: str, analyser: Analyser) -> bool:
    """Whether a question is one word and what asks: 余额, 怎么退款."""
    return len(set(analyser.content_words(without_question_words(question)))) == 1


def _features(questions: Sequence[str], analyser: Analyser) -> Mapping[str, list[Counter[str]]]:
    bare = [question.replace(" ", "") for question in questions]
    sounds = [reading(question) for question in questions]
    concept = analyser.synonyms.concept
    return {
        "words": [Counter(map(concept, analyser.content_words(one))) for one in questions],
        "characters": [Counter(_pairs(one)) for one in bare],
        "syllables": [Counter(_pairs(one)) for one in sounds],
    }


def _pairs(units: Sequence[str]) -> Iterator[str]:
    if len(units) < 2:  # noqa: PLR2004 - no pair
        yield from units
    for first, second in itertools.pairwise(units):
        yield f"{first}_{second}"


def _add(
    into: NDArray[np.float32],
    features: Sequence[Counter[str]],
    weight: float,
    heard: Sequence[bool],
) -> None:
    """Each question's features, scaled so that together they weigh as much as in every other."""
    known = dict.fromkeys((name for one in features for name in one), 1)
    known |= Counter(name for one in itertools.compress(features, heard) for name in one)
    rarity = {name: np.log1p(sum(heard) / count) for name, count in known.items()}
    places = {name: zlib.crc32(name.encode()) for name in known}
    for row, one in enumerate(features):
        values = {name: count * rarity[name] for name, count in one.items()}
        scale = np.sqrt(weight / (_squares(values.values()) or 1.0))
        for name, value in values.items():
            place = places[name]
            into[row, place % _DIMENSIONS] += value * scale if place & _SIGN else -value * scale


def _squares(values: Iterable[float]) -> float:
    return sum(value * value for value in values)
