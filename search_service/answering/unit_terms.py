"""Texts to their terms, as answers compare them; a release keeps them, for reading costs most.

A release is opened in a second less with them (docs/relevance-experiments.md, "What an answer
costs").
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import orjson

from search_service.analysis.chains import Analyser, compounds
from search_service.analysis.normalise import normalised_text
from search_service.analysis.numerals import quantities

# (field, term); fields u and w as in `analysis.chains`.
Term = tuple[str, str]
Terms = frozenset[Term]
# The analysis decides too; a release made by another one is not taken from.
_MADE_BY = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=8).hexdigest()
# Normalising makes letters of them; people say 二类账户.
_ROMAN = str.maketrans("ⅠⅡⅢⅣⅤ", "一二三四五")


class UnitTerms:
    """Reads texts and remembers what it read; made anew for each generation.

    Args:
        analyser: Makes the terms.
        known: What was read before by the same analysis.
    """

    def __init__(self, analyser: Analyser, known: dict[str, Terms] | None = None) -> None:
        self._analyser = analyser
        self._known = known or {}
        self.read: dict[str, Terms] = {}

    def __call__(self, text: str) -> Terms:
        """The terms of a text as written."""
        terms = self.read.get(text)
        if terms is None:
            terms = self._known.get(text)
            terms = self.read[text] = self._terms(text) if terms is None else terms
        return terms

    def _terms(self, text: str) -> Terms:
        plain, analyser = normalised_text(text.translate(_ROMAN)), self._analyser
        words = analyser.terms_of_words(analyser.segmenter.words(plain))
        return frozenset(
            (
                *(("u", one) for one in analyser.characters(plain)),
                *(("w", one) for one in (*words, *quantities(plain), *compounds(plain))),
                *(("w", one) for one in analyser.related.terms(plain)),
            )
        )


def save_terms(
    file: Path,
    read: dict[str, Terms],
    known: dict[str, Terms] | None = None,
    previous: Path | None = None,
) -> None:
    """Write every text with its terms, each term once.

    Args:
        file: Is written.
        read: Terms by their texts.
        known: What `load_terms` read from `previous`; if it is the same, the file is copied.
        previous: As it was written before.
    """
    if previous and read == known:
        shutil.copyfile(previous, file)
        return
    terms_in_order = sorted(frozenset().union(*read.values()))
    numbers = dict(zip(terms_in_order, range(len(terms_in_order)), strict=True))
    number = numbers.__getitem__
    texts = {text: sorted(map(number, terms)) for text, terms in sorted(read.items())}
    stored = {"made_by": _MADE_BY, "terms": list(numbers), "texts": texts}
    file.write_bytes(orjson.dumps(stored))


def load_terms(file: Path) -> dict[str, Terms]:
    """What `save_terms` wrote; nothing where there is no such file, or older code made it."""
    if not file.exists():
        return {}
    stored = orjson.loads(file.read_bytes())
    if stored["made_by"] != _MADE_BY:
        return {}
    terms: list[Term] = [(field, term) for field, term in stored["terms"]]
    return {
        text: frozenset([terms[number] for number in numbers])
        for text, numbers in stored["texts"].items()
    }
