"""The fields of the index and the chain that fills them.

field  holds                                              退款3天 gives
u      every Chinese character, Latin and digit runs      退 款 3 天
w      words: concepts for synonyms, function words left  #退款 3天
       out, quantities as one
p      syllables                                          tui kuan tian
pb     pairs of neighbouring syllables                    tui_kuan
i      pairs and triples of neighbouring initials         tk

A passage and a query pass through the same chain, so that what was typed meets what was written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from search_service.analysis.normalise import is_han, normalised_text
from search_service.analysis.numerals import quantities
from search_service.analysis.phrases import EnglishPhrases, Phrases
from search_service.analysis.pinyin import (
    WordReader,
    initials,
    letter_grams,
    syllable,
    syllable_pairs,
)
from search_service.analysis.related import Related
from search_service.analysis.sayings import KeptSayings
from search_service.analysis.segment import ChineseSegmenter
from search_service.analysis.synonyms import Synonyms
from search_service.analysis.word_lists import WordLists

FIELDS = ("u", "w", "p", "pb", "i")
# Whose words, sounds and characters the terms are made with.
_DICTIONARIES = ("jieba", "pypinyin", "opencc")

# Letters and digits are apart in 3g and e1001, but the whole also stands as one.
UNIT = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u3400-\u9fff]|[^\W_a-z\d]+", re.UNICODE)
# Looked for where letters and digits begin: what is none there is none further on.
_COMPOUND = re.compile(
    r"(?<![a-z0-9])(?:(?=[a-z]*\d)[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+(?:[-.@_/:][a-z0-9]+)+)"
)

FieldTerms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PassageText:
    """What a passage is indexed as.

    Attributes:
        headlines: Title and real wordings of the question, normalised.
        body: The rest, normalised.
    """

    headlines: tuple[str, ...]
    body: str


@dataclass(frozen=True, eq=False)
class Analyser:
    """Turns normalised text into the terms of each field; equal only to itself."""

    segmenter: ChineseSegmenter
    reader: WordReader
    synonyms: Synonyms
    words: WordLists
    analysis_id: str
    spoken: Phrases
    english: EnglishPhrases
    related: Related
    cache_folder: Path | None = None

    def characters(self, text: str) -> list[str]:
        """Field u. A compound such as `r-102`, `e1001` or `400-000-0000` also stands whole."""
        return UNIT.findall(text) + compounds(text)

    def content_words(self, text: str) -> list[str]:
        """The words that carry meaning, as written."""
        return list(filter(self.carries_meaning, self.segmenter.words(text)))

    def carries_meaning(self, word: str) -> bool:
        """Whether a word is no function word, or one with synonyms, such as 怎么."""
        return word in self.synonyms.concepts or word not in self.words.function_words

    def terms_of_words(self, words: Iterable[str]) -> list[str]:
        """What the words of a passage are indexed as in field w."""
        terms: list[str] = []
        for word in filter(self.carries_meaning, words):
            terms.append(self.synonyms.concept(word))
            terms += map(self.synonyms.concept, self.synonyms.added_to_passage(word))
        return terms

    def passage_terms(self, passage: PassageText) -> FieldTerms:
        """All fields of a passage."""
        text = "\n".join((*passage.headlines, passage.body))
        units = UNIT.findall(text)
        syllables = [syllable(unit) if is_han(unit[0]) else unit for unit in units]
        words = self.terms_of_words(self.segmenter.words(text))
        return {
            "u": units + compounds(text),
            "w": words + quantities(text) + compounds(text),
            "p": syllables,
            "pb": syllable_pairs(syllables),
            # Initials are typed for a title, not for something in the middle of a text.
            "i": [
                gram
                for headline in passage.headlines
                for gram in letter_grams(initials(reading(headline)))
            ],
        }


def compounds(text: str) -> list[str]:
    """Codes and numbers with signs inside, whole."""
    return _COMPOUND.findall(text)


def reading(text: str) -> list[str]:
    """The syllable of each Chinese character; Latin and digit runs as they are."""
    return [syllable(unit) if is_han(unit[0]) else unit for unit in UNIT.findall(text)]


def headlines_of(title: str, questions: Iterable[str], body: str) -> tuple[str, ...]:
    """The title twice (once when there is no body to outweigh) and every question, as written.

    Measured in docs/relevance-experiments.md, "Help-centre sections".
    """
    titles = (title, title) if body else (title,)
    return tuple(filter(None, (*titles, *questions)))


def passage_text(title: str, questions: Iterable[str], body: str) -> PassageText:
    """The headlines, then the body, normalised."""
    headlines = tuple(map(normalised_text, headlines_of(title, questions, body)))
    return PassageText(headlines, normalised_text(body))


def make_analyser(words: WordLists, cache_folder: Path | None = None) -> Analyser:
    """Build the chain; takes about a second, because jieba loads its dictionary."""
    return Analyser(
        segmenter=ChineseSegmenter(kept_whole(words), cache_folder),
        reader=WordReader(words.readings, KeptSayings(cache_folder)),
        synonyms=Synonyms(words.synonyms),
        words=words,
        analysis_id=_analysis_id(words),
        spoken=Phrases(words.spoken),
        english=EnglishPhrases(words.english),
        related=Related(words.related),
        cache_folder=cache_folder,
    )


def kept_whole(words: WordLists) -> list[str]:
    """The words that a segmenter of these lists never cuts."""
    synonym_words = (word for group in words.synonyms for word in group.words if len(word) > 1)
    return [*words.terms, *words.entities, *synonym_words]


def _analysis_id(words: WordLists) -> str:
    """sha256 over all that decides which terms come out: code, word lists, dictionaries."""
    digest = hashlib.sha256(words.digest.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for package in _DICTIONARIES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()[:16]
