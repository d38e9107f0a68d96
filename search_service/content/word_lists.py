"""The glossary in `content/words/`: one set of files, many uses.

terms.txt           words the segmenter keeps whole; optional pinyin where it is read wrongly
synonyms.yml        groups of words that mean the same to a customer
function_words.txt  words that carry little meaning and weigh less
politeness.txt      greetings, thanks and fillers, left out of a query
entities.txt        products a customer may name
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import yaml
from pydantic import ValidationError

from search_service.analysis.normalise import normalised_text
from search_service.analysis.word_lists import SynonymGroup, WordLists
from search_service.content.plain_yaml import PlainLoader
from search_service.errors import WordListInvalid

FILES = ("terms.txt", "synonyms.yml", "function_words.txt", "politeness.txt", "entities.txt")


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


def _synonyms(path: Path) -> tuple[SynonymGroup, ...]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader) or []  # noqa: S506 - a SafeLoader underneath
        groups = [SynonymGroup.model_validate(entry) for entry in raw]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WordListInvalid(
            f"{path}:{line}：YAML 写法有误：{error.problem or error.context}。请修改这一行。"
        ) from error
    except (ValidationError, TypeError) as error:
        advice = "请对照文件开头的示例修改。"
        raise WordListInvalid(f"{path}：同义词文件读不懂：{error}。{advice}") from error
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
        digest=digest.hexdigest(),
    )
