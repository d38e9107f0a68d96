"""The articles and numbers that `words/distress.yml` leads to exist."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.analysis.word_lists import Distress, Matter
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem
from search_service.content.validated_yaml import lines_of, read_yaml

_FILE = "words/distress.yml"


def _find(content: ContentView) -> Iterator[Problem]:
    text, shown_as = content.texts.get(_FILE, ""), f"content/{_FILE}"
    read, _ = read_yaml(text, Distress, path=shown_as, rule="word-list") if text else (None, [])
    if not isinstance(read, Distress):
        return  # what cannot be read is named already
    lines = lines_of(text)
    codes = {str(page.head.get("id")) for page in content.articles}
    data = content.corpus.data
    named: list[tuple[str, int, str, Matter]] = [
        ("situations", at, one.situation, one) for at, one in enumerate(read.situations)
    ]
    named += [("harmless", at, one.words[0][0], one) for at, one in enumerate(read.harmless)]
    for kind, at, name, one in named:
        for place, code in enumerate(one.articles):
            if code not in codes and not content.corpus.unread.may_include(code):
                line = lines.get((kind, at, "articles", place), 1)
                message = f"「{name}」要先给 {code}，却没有编号为它的文章"
                yield Problem(shown_as, line, RULE.id, message, "请改成现有文章的编号")
    for at, one in enumerate(read.situations):
        for place, key in enumerate(one.call):
            if key not in data.channels and key not in data.hotlines:
                line = lines.get(("situations", at, "call", place), 1)
                message = f"「{one.situation}」要打 {key}，数据里却没有它"
                advice = "请改成 channels.yml 或 public_hotlines.yml 里的名字"
                yield Problem(shown_as, line, RULE.id, message, advice)


RULE = Rule("distress", _find)
