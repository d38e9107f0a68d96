"""Words that are easily mistyped, from `content/words/wrong.txt`, and words typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import words_with_advice
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# 目的的确 and 有的的确 are sound.
_TWICE = re.compile(
    r"(?<!目)(?<!有)的的(?!确)|了了(?!解|断|结)|和和(?!气)|是是(?!非)|把把(?!关)|将将|但但|如果如果|可以可以"
)


def _find(content: ContentView) -> Iterator[Problem]:
    words = words_with_advice(content.texts.get("words/wrong.txt", ""))
    for page in content.markdown_files:
        for line, text in page.prose:
            for word, advice in words.items():
                if word in text:
                    yield page.problem(RULE.id, line, f"写错了：「{word}」", f"请改成「{advice}」")
            if found := _TWICE.search(text):
                half = found[0][: len(found[0]) // 2]
                message = f"「{half}」写了两遍"
                yield page.problem(RULE.id, line, message, "请删掉一个")
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            for word, advice in words.items():
                if isinstance(value, str) and word in value:
                    message = f"写错了：「{word}」"
                    yield file.problem(RULE.id, path, message, f"请改成「{advice}」")


RULE = Rule("wrong-word", _find)
