"""The glossary in `content/words/`: one set of files, many uses.

terms.txt           words the segmenter keeps whole; optional pinyin where it is read wrongly
synonyms.yml        groups of words that mean the same to a customer
function_words.txt  words that carry little meaning and weigh less
politeness.txt      greetings, thanks and fillers, left out of a query
entities.txt        products a customer may name
distress.yml        urgent situations, and the article that must come first
tools.yml           what asks for a self-service tool
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import TypeAdapter, ValidationError

from search_service.analysis.normalise import normalised_text
from search_service.analysis.word_lists import Situation, SynonymGroup, ToolWords, WordLists
from search_service.content.data.cards import CardKey
from search_service.content.plain_yaml import PlainLoader
from search_service.content.tools import ToolName
from search_service.errors import WordListInvalid

FILES = (
    "terms.txt",
    "synonyms.yml",
    "function_words.txt",
    "politeness.txt",
    "entities.txt",
    "distress.yml",
    "tools.yml",
)


def _lines(path: Path) -> list[tuple[int, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    numbered = [(number, line.split("#")[0].rstrip()) for number, line in enumerate(lines, 1)]
    return [(number, line) for number, line in numbered if line.strip()]


def _terms(path: Path) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    words: list[str] = []
    readings: dict[str, tuple[str, ...]] = {}
    for number, line in _lines(path):
        word, _, reading = line.partition("\t")
        word = normalised_text(word.strip())
        if reading.strip():
            syllables = tuple(reading.split())
            if len(syllables) != len(word):
                raise WordListInvalid(
                    f"{path}:{number}：「{word}」有 {len(word)} 个字，"
                    f"却写了 {len(syllables)} 个拼音。"
                    "请让每个字对应一个不带声调的音节，用空格隔开。"
                )
            readings[word] = syllables
        words.append(word)
    return tuple(dict.fromkeys(words)), readings


def _model(path: Path, model: Any) -> Any:  # noqa: ANN401 - any model, and what it makes
    """A YAML file as what `TypeAdapter(model)` makes of it.

    Raises:
        WordListInvalid: It is no YAML, or not of that shape.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)  # noqa: S506 - a SafeLoader
        return TypeAdapter(model).validate_python([] if raw is None else raw)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WordListInvalid(
            f"{path}:{line}：YAML 写法有误：{error.problem or error.context}。请修改这一行。"
        ) from error
    except ValidationError as error:
        where = "、".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise WordListInvalid(
            f"{path}：读不懂：{where or '整个文件'}。请对照文件开头的说明修改。"
        ) from error


def _synonyms(path: Path) -> tuple[SynonymGroup, ...]:
    groups: tuple[SynonymGroup, ...] = _model(path, tuple[SynonymGroup, ...])
    owner: dict[str, str] = {}
    normalised: list[SynonymGroup] = []
    for group in groups:
        words = tuple(dict.fromkeys(normalised_text(word) for word in group.words))
        for word in words:
            if word in owner:
                raise WordListInvalid(
                    f"{path}：「{word}」同时在「{owner[word]}」和「{group.intent}」两组里。一个词只能属于一组，请删掉一处。"
                )
            owner[word] = group.intent
        normalised.append(group.model_copy(update={"words": words}))
    return tuple(normalised)


def _situations(path: Path) -> tuple[Situation, ...]:
    found: tuple[Situation, ...] = _model(path, tuple[Situation, ...])
    return tuple(
        one.model_copy(
            update={
                "words": tuple(tuple(map(normalised_text, group)) for group in one.words),
                "unless": tuple(map(normalised_text, one.unless)),
            }
        )
        for one in found
    )


def _tools(path: Path) -> ToolWords:
    words: ToolWords = _model(path, ToolWords)
    for one in words.names:
        if one.tool not in get_args(ToolName):
            known = "、".join(get_args(ToolName))
            raise WordListInvalid(f"{path}：没有叫「{one.tool}」的工具。请从这些里选一个：{known}")
        if one.open is not None and one.open not in get_args(CardKey):
            known = "、".join(get_args(CardKey))
            raise WordListInvalid(f"{path}：没有叫「{one.open}」的卡片。请从这些里选一个：{known}")
    return words


def load_word_lists(folder: Path) -> WordLists:
    """Read the glossary; a missing file is an empty list.

    Raises:
        WordListInvalid: A file cannot be understood; the message names file and line.
    """
    digest = hashlib.sha256()
    for name in FILES:
        path = folder / name
        digest.update(path.read_bytes() if path.exists() else b"")
        digest.update(b"\0")
    terms_path, synonyms_path = folder / "terms.txt", folder / "synonyms.yml"
    terms, readings = _terms(terms_path) if terms_path.exists() else ((), {})
    distress, tools = folder / "distress.yml", folder / "tools.yml"
    synonyms = _synonyms(synonyms_path) if synonyms_path.exists() else ()

    def words_of(name: str) -> tuple[str, ...]:
        path = folder / name
        if not path.exists():
            return ()
        return tuple(dict.fromkeys(normalised_text(line.strip()) for _, line in _lines(path)))

    return WordLists(
        terms=terms,
        readings=readings,
        synonyms=synonyms,
        function_words=frozenset(words_of("function_words.txt")),
        politeness=frozenset(words_of("politeness.txt")),
        entities=words_of("entities.txt"),
        tools=_tools(tools) if tools.exists() else ToolWords(),
        situations=_situations(distress) if distress.exists() else (),
        digest=digest.hexdigest(),
    )
