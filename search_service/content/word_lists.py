"""The glossary in `content/words/`: one set of files, many uses.

terms.txt           words the segmenter keeps whole; optional pinyin where it is read wrongly
synonyms.yml        groups of words that mean the same to a customer
function_words.txt  words that carry little meaning and weigh less
politeness.txt      greetings, thanks and fillers, left out of a query
entities.txt        products a customer may name
ours.txt            what customers call us
rivals.txt          wallets and loans of others, about which nothing is known here
spoken.txt          dialect, slang and curses, and the plain words for them
english.txt         English phrases, and the Chinese for them
related.txt         words, and the matter that each speaks of
joins.txt           words between two questions
distress.yml        urgent situations, and the article that must come first
tools.yml           what asks for a self-service tool
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, RootModel

from search_service.analysis.normalise import normalised_text
from search_service.analysis.word_lists import (
    Distress,
    Matter,
    SynonymGroup,
    ToolWords,
    WordLists,
)
from search_service.content.data.cards import CardKey
from search_service.content.problems import Problem, report
from search_service.content.source_text import read_source
from search_service.content.tools import TOOL_NAMES
from search_service.content.validated_yaml import lines_of, read_yaml
from search_service.errors import WordListInvalid

FILES = (
    "terms.txt",
    "synonyms.yml",
    "function_words.txt",
    "politeness.txt",
    "entities.txt",
    "ours.txt",
    "rivals.txt",
    "spoken.txt",
    "english.txt",
    "related.txt",
    "joins.txt",
    "distress.yml",
    "tools.yml",
)


_File = TypeVar("_File", bound=BaseModel)
_CODE = re.compile(rb"(?<![A-Za-z0-9-])[A-Z]-\d+(?!\w)")
_KINDS = {"tool": "工具", "open": "卡片"}


# What a line with nothing behind a tab looks like whose tab was typed as a space or a comma; of
# related words each has another, English and spoken ones may just be left out.
_TAB_LOST = {
    "related.txt": re.compile(r"."),
    "english.txt": re.compile(r"[\u4e00-\u9fff，,:：]"),
    "spoken.txt": re.compile(r"[\s，,:：、]"),
}
_TAB = "请在两个词之间用一个制表符隔开，不是空格或逗号"


class _Reading:
    """Reads the files of a folder and collects what is wrong with them."""

    def __init__(self, folder: Path, shown_as: str) -> None:
        self._folder = folder
        self.shown_as = shown_as
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        """A file's text; empty when there is none, or none that can be used."""
        file = self._folder / name
        if not file.exists():
            return ""
        source = read_source(file, f"{self.shown_as}/{name}")
        self.problems += source.problems
        return "" if source.problems else source.text

    def report(self, name: str, line: int, message: str, advice: str) -> None:
        """A mistake in a file."""
        problem = Problem(f"{self.shown_as}/{name}", line, "word-list", message, advice)
        self.problems.append(problem)


def _lines(text: str) -> list[tuple[int, str]]:
    lines = text.split("\n")
    numbered = [(number, line.split("#")[0].rstrip()) for number, line in enumerate(lines, 1)]
    return [(number, line) for number, line in numbered if line.strip()]


def _words(reading: _Reading, name: str) -> Iterator[tuple[int, str, str]]:
    """The words of a text file, each once: line, normalised word, what stands behind a tab."""
    seen: dict[str, int] = {}
    for number, line in _lines(reading.text(name)):
        written, _, rest = line.partition("\t")
        word = normalised_text(written.strip())
        if word in seen:
            message = f"「{word}」在第 {seen[word]} 行已经有了（大小写、全半角、繁简算同一个词）"
            reading.report(name, number, message, "一个词只写一行，请删掉一处")
            continue
        seen[word] = number
        yield number, word, rest


def _terms(reading: _Reading) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    words: list[str] = []
    readings: dict[str, tuple[str, ...]] = {}
    for number, word, written in _words(reading, "terms.txt"):
        if written.strip():
            syllables = tuple(written.split())
            if len(syllables) != len(word):
                message = f"「{word}」有 {len(word)} 个字，却写了 {len(syllables)} 个拼音"
                advice = "请让每个字对应一个不带声调的音节，用空格隔开"
                reading.report("terms.txt", number, message, advice)
            else:
                readings[word] = syllables
        words.append(word)
    return tuple(words), readings


class _SynonymsFile(RootModel[tuple[SynonymGroup, ...]]):
    """`synonyms.yml`."""


def _yaml(reading: _Reading, name: str, model: type[_File]) -> tuple[_File | None, str]:
    """A YAML file as a model, and its text; None when there is nothing in it or it is wrong."""
    text = reading.text(name)
    if not any(line.split("#")[0].strip() for line in text.split("\n")):
        return None, text
    read, problems = read_yaml(text, model, path=f"{reading.shown_as}/{name}", rule="word-list")
    reading.problems += problems
    return read, text


def _synonyms(reading: _Reading) -> tuple[SynonymGroup, ...]:
    name = "synonyms.yml"
    read, text = _yaml(reading, name, _SynonymsFile)
    lines = lines_of(text) if read else {}
    owner: dict[str, str] = {}
    sound: list[SynonymGroup] = []
    for index, group in enumerate(read.root if read else ()):
        words = tuple(normalised_text(word) for word in group.words)
        for place, word in enumerate(words):
            if word in words[:place]:
                line = lines.get((index, "words", place), lines.get((index,), 1))
                message = f"「{word}」在「{group.intent}」这一组里写了两次"
                reading.report(name, line, message, "一个词只写一次，请删掉一处")
            elif word in owner:
                message = f"「{word}」同时在「{owner[word]}」和「{group.intent}」两组里"
                advice = "一个词只能属于一组，请删掉一处"
                reading.report(name, _line_of_word(lines, index, group, word), message, advice)
        own = tuple(word for word in dict.fromkeys(words) if word not in owner)
        owner |= dict.fromkeys(own, group.intent)
        sound.append(group.model_copy(update={"words": own}))
    return tuple(sound)


def _line_of_word(
    lines: Mapping[tuple[str | int, ...], int], index: int, group: SynonymGroup, word: str
) -> int:
    place = [normalised_text(one) for one in group.words].index(word)
    return lines.get((index, "words", place), lines.get((index,), 1))


def _distress(reading: _Reading) -> Distress:
    """Urgent situations; words of somebody who only asks are in each one's `unless`."""
    read, _ = _yaml(reading, "distress.yml", Distress)
    read = read or Distress()
    calm = tuple(map(normalised_text, read.calm))
    situations = tuple(
        one.model_copy(update=_told_by(one, () if one.always else calm)) for one in read.situations
    )
    harmless = tuple(one.model_copy(update=_told_by(one)) for one in read.harmless)
    return Distress(calm=calm, situations=situations, harmless=harmless)


def _told_by(one: Matter, unless: Sequence[str] = ()) -> dict[str, Any]:
    words = tuple(tuple(map(normalised_text, group)) for group in one.words)
    return {"words": words, "unless": (*unless, *map(normalised_text, one.unless))}


def _replacements(reading: _Reading, name: str) -> dict[str, str]:
    """Phrases and what stands for each, a tab between them."""
    found: dict[str, str] = {}
    for number, phrase, rest in _words(reading, name):
        if "	" in rest:
            message = f"「{phrase}」这一行有两个制表符"
            reading.report(name, number, message, "一行只写一种说法和换成的话，中间一个制表符")
        if not rest.strip() and _TAB_LOST[name].search(phrase):
            message = f"「{phrase}」后面没有写换成什么"
            reading.report(name, number, message, _TAB)
        found[phrase] = normalised_text(rest.strip())
    return found


def _tools(reading: _Reading) -> ToolWords:
    name = "tools.yml"
    words, text = _yaml(reading, name, ToolWords)
    if words is None:
        return ToolWords()
    lines = lines_of(text)
    for index, one in enumerate(words.names):
        for key, value, known in (
            ("tool", one.tool, TOOL_NAMES),
            ("open", one.open, (None, *get_args(CardKey))),
        ):
            if value not in known:
                line = lines.get(("names", index, key), 1)
                advice = f"请从这些里选一个：{'、'.join(filter(None, known))}"
                reading.report(name, line, f"没有叫「{value}」的{_KINDS[key]}", advice)
    for key in words.titles.keys() - set(TOOL_NAMES):
        message = f"titles：没有叫「{key}」的{_KINDS['tool']}"
        advice = f"请从这些里选一个：{'、'.join(TOOL_NAMES)}"
        reading.report(name, lines["titles", key], message, advice)
    if missing := [key for key in TOOL_NAMES if key not in words.titles]:
        message = f"titles 里没有写 {'、'.join(missing)}"
        advice = "请写出链接到这个工具时显示的字"
        reading.report(name, lines.get(("titles",), 1), message, advice)
    return words


def tool_titles(folder: Path) -> dict[str, str]:
    """What a link to each tool says; its name where the file says nothing, which is reported."""
    words = _tools(_Reading(folder, folder.name))
    return {name: words.titles.get(name, name) for name in TOOL_NAMES}


def read_word_lists(folder: Path, shown_as: str) -> tuple[WordLists, list[Problem]]:
    """Read the glossary; a missing file is an empty list, what is wrong is left out.

    Args:
        folder: Holds the files.
        shown_as: Its name in problems.
    """
    digest = hashlib.sha256()
    for name in FILES:
        path = folder / name
        # Codes decide nothing in an index; of an article that is not published another one stands
        # in the lists that a release is made with, but not in those that a service reads.
        digest.update(_CODE.sub(b"", path.read_bytes()) if path.is_file() else b"")
        digest.update(b"\0")
    reading = _Reading(folder, shown_as)
    for name in ("wrong.txt", "forbidden.txt"):
        for number, line in _lines(reading.text(name)):  # read by the rules that look for them
            if not line.partition("\t")[2].strip():
                reading.report(name, number, f"「{line.strip()}」后面没有写换成什么", _TAB)
    terms, readings = _terms(reading)
    synonyms = _synonyms(reading)
    distress = _distress(reading)

    def words_of(name: str) -> tuple[str, ...]:
        return tuple(word for _, word, _ in _words(reading, name))

    lists = WordLists(
        terms=terms,
        readings=readings,
        synonyms=synonyms,
        function_words=frozenset(words_of("function_words.txt")),
        politeness=frozenset(words_of("politeness.txt")),
        entities=words_of("entities.txt"),
        ours=frozenset(words_of("ours.txt")),
        rivals=frozenset(words_of("rivals.txt")),
        situations=distress.situations,
        calm=distress.calm,
        harmless=distress.harmless,
        spoken=_replacements(reading, "spoken.txt"),
        english=_replacements(reading, "english.txt"),
        related=_replacements(reading, "related.txt"),
        joins=frozenset(words_of("joins.txt")),
        tools=_tools(reading),
        digest=digest.hexdigest(),
    )
    return lists, reading.problems


def load_word_lists(folder: Path) -> WordLists:
    """Read the glossary; a missing file is an empty list.

    Raises:
        WordListInvalid: A file cannot be understood; the message names file and line.
    """
    lists, problems = read_word_lists(folder, str(folder))
    if problems:
        raise WordListInvalid(report(problems))
    return lists
