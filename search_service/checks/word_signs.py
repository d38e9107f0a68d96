"""Lines of the word lists that are read, and then change far more questions than was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from search_service.analysis.word_lists import ToolWords
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.plain_yaml import value_of
from search_service.content.problems import Problem
from search_service.content.validated_yaml import lines_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TOOLS = "words/tools.yml"
# Lists of which each line is one word; of terms another rule says it.
_PLAIN = ("function_words", "politeness", "entities", "ours", "rivals", "joins")
_SEVERAL = re.compile(r"\w\s*[、，,;；]\s*\w")
# A sign that stands so often in the articles is a part of their words.
_COMMON = 2


def _find(content: ContentView) -> Iterator[Problem]:
    for number, (phrase, *rest) in _lines(content, "english"):
        if _HAN.search(phrase) and rest and not _HAN.search(rest[0]):
            advice = "制表符前面写英文，后面写中文，请对调"
            yield _problem("english", number, f"「{phrase}」写在前面，它不是英文", advice)
    yield from _common_words(content)
    yield from _unknown_methods(content)
    yield from _round(content)
    for name in _PLAIN:
        for number, (phrase, *_) in _lines(content, name):
            if _SEVERAL.search(phrase):
                yield _problem(name, number, f"「{phrase}」一行写了几个词", "请一个词写一行")


def _common_words(content: ContentView) -> Iterator[Problem]:
    """What would be left out, or said otherwise, within other words as well."""
    articles = "\n".join(page.body for page in content.pages)
    terms = {words[0] for _, words in _lines(content, "terms")}
    kept = {said[0] for _, said in _lines(content, "spoken") if said[0] == said[-1]}
    for name in ("spoken", "politeness"):
        for number, (phrase, *_) in _lines(content, name):
            common = _HAN.fullmatch(phrase) and articles.count(phrase) >= _COMMON
            if common and not (name == "spoken" and any(phrase in word for word in kept)):
                message = f"「{phrase}」是常用字，别的词里有它也会被换掉或去掉"
                advice = "请写整个说法，或删掉这一行"
                if name == "spoken":
                    advice += "；不该换的词都已想到的，把它们各写一行，前后一样（讲课、讲课）"
                yield _problem(name, number, message, advice)
            elif name == "politeness" and phrase in terms:
                message = f"「{phrase}」是 terms.txt 里的词，去掉它就搜不到了"
                yield _problem(name, number, message, "请删掉这一行")


def _round(content: ContentView) -> Iterator[Problem]:
    """Two lines of which each takes back what the other does."""
    for name in ("spoken", "related", "wrong"):
        lines = {said[0]: (number, said[-1]) for number, said in _lines(content, name)}
        for word, (number, meant) in lines.items():
            if name == "related" and word == meant:
                advice = "请写成文章里常用的那个词，或删掉这一行"
                yield _problem(name, number, f"「{word}」前后一样，不起作用", advice)
            before, back = lines.get(meant, (number, ""))
            if word == back != meant and before < number:
                message = f"「{word}」换成「{meant}」，第 {before} 行又把它换回来"
                yield _problem(name, number, message, "请删掉其中一行")


def _unknown_methods(content: ContentView) -> Iterator[Problem]:
    """Ways to pay that `tools.yml` looks up in the data, and the data do not have."""
    known = content.corpus.data.refund_times
    text, lines = content.texts.get(_TOOLS, ""), lines_of(content.texts.get(_TOOLS, ""))
    try:
        words = ToolWords.model_validate(value_of(text) or {})
    except (yaml.YAMLError, ValueError):
        return  # it is named already
    for word, key in words.refund_methods.items() if known else ():
        if key not in known:
            message = f"refund_methods：refund_times.yml 里没有「{key}」"
            advice = f"请从这些里选一个：{'、'.join(known)}"
            line = lines.get(("refund_methods", word), 1)
            yield Problem(f"content/{_TOOLS}", line, RULE.id, message, advice)


def _lines(content: ContentView, name: str) -> Iterator[tuple[int, list[str]]]:
    """Number and columns of each line of a list that says something."""
    text = content.texts.get(f"words/{name}.txt", "")
    for number, line in enumerate(text.split("\n"), 1):
        if written := line.split("#")[0].strip():
            yield number, [column.strip() for column in written.split("\t")]


def _problem(name: str, line: int, message: str, advice: str) -> Problem:
    return Problem(f"content/words/{name}.txt", line, RULE.id, message, advice)


RULE = Rule("word-list", _find)
