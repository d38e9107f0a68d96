"""The fields of the index and the chain that fills them.

field  holds                                          example for 退款3天
u      every Chinese character; Latin and digit runs  退 款 3 天
       whole
w      words, long ones also by their parts           退款 3 天
pb     pairs of neighbouring syllables                tui_kuan
p      syllables                                      tui kuan tian
i      pairs and triples of neighbouring initials     tk

A passage and a query pass through the same chain, so that what was typed meets what was written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from search_service.analysis.normalise import is_han, normalised_text
from search_service.analysis.pinyin import PinyinReader, initials
from search_service.analysis.segment import ChineseSegmenter
from search_service.analysis.synonyms import SynonymFinder
from search_service.analysis.word_lists import WordLists

FIELDS = ("u", "w", "pb", "p", "i")

_LATIN_RUN = re.compile(r"[^\W_\u3400-\u9fff]+", re.UNICODE)
_COMPOUND = re.compile(r"[a-z0-9]+(?:[-.@_/:][a-z0-9]+)+")
_PIECE = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", re.UNICODE)

FieldTerms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Analyser:
    """Turns normalised text into the terms of each field."""

    segmenter: ChineseSegmenter
    reader: PinyinReader
    synonyms: SynonymFinder
    words: WordLists
    analysis_id: str

    def characters(self, text: str) -> list[str]:
        """Field u. A compound such as `r-102` or `400-000-0000` also stands as a whole."""
        return _PIECE.findall(text) + _COMPOUND.findall(text)

    def words_of(self, text: str) -> list[str]:
        """Field w."""
        return self.segmenter.words_with_parts(text) + _COMPOUND.findall(text)

    def syllable_runs(self, text: str) -> Iterator[list[str]]:
        """The syllables of each unbroken run of Chinese characters."""
        run: list[str] = []
        for word in self.segmenter.words(text):
            if is_han(word[0]) and is_han(word[-1]):
                run.extend(self.reader.syllables(word))
            elif run:
                yield run
                run = []
        if run:
            yield run

    def field_terms(self, text: str) -> FieldTerms:
        """All fields of one normalised text."""
        terms: dict[str, list[str]] = {
            "u": self.characters(text),
            "w": self.words_of(text),
            "pb": [],
            "p": [],
            "i": [],
        }
        for line in text.split("\n"):
            for run in self.syllable_runs(line):
                terms["p"].extend(run)
                terms["pb"].extend(syllable_pairs(run))
                terms["i"].extend(initial_grams(initials(run)))
        return terms


def syllable_pairs(syllables: Sequence[str]) -> list[str]:
    """Neighbouring syllables joined: tui kuan → tui_kuan."""
    return [f"{first}_{second}" for first, second in pairwise(syllables)]


def initial_grams(letters: str) -> list[str]:
    """Pairs and triples of neighbouring initials: tkdz → tk kd dz tkd kdz."""
    return [letters[i : i + n] for n in (2, 3) for i in range(len(letters) - n + 1)]


def passage_text(title: str, questions: Iterable[str], body: str) -> str:
    """The one text a passage is indexed as: title twice, every question, then the body.

    The title counts twice and each real wording of the question once: docs/relevance.md.
    """
    return "\n".join(normalised_text(part) for part in (title, title, *questions, body) if part)


def make_analyser(words: WordLists, cache_folder: Path | None = None) -> Analyser:
    """Build the chain; takes about a second, because jieba loads its dictionary."""
    synonym_words = (word for group in words.synonyms for word in group.words)
    keep_whole = [*words.terms, *words.entities, *synonym_words]
    return Analyser(
        segmenter=ChineseSegmenter(keep_whole, cache_folder),
        reader=PinyinReader(words.readings),
        synonyms=SynonymFinder(words.synonyms),
        words=words,
        analysis_id=_analysis_id(words),
    )


def _analysis_id(words: WordLists) -> str:
    """sha256 over the analysis code and the word lists: what decides which terms come out."""
    digest = hashlib.sha256(words.digest.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
