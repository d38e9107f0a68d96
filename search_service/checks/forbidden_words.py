"""Words that promise nothing or praise ourselves, from `content/words/forbidden.txt`.

One word a line, a tab, and what to write instead. What stands in 「」 is somebody else's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_QUOTED = re.compile(r"「[^「」]*」")
# Fields of data files that a reader is told as a sentence.
SAID = frozenset({"ask", "best_for", "do", "hint", "meaning", "note", "text", "use", "what_to_do"})
_FALLBACK = "请写清谁、做什么、哪天之前"


def words_with_advice(text: str) -> dict[str, str]:
    """The words of a list, one a line, each with what stands behind its tab."""
    words = {}
    for line in text.splitlines():
        word, _, advice = line.partition("#")[0].partition("\t")
        if word.strip():
            words[word.strip()] = advice.strip() or _FALLBACK
    return words


def _find(content: ContentView) -> Iterator[Problem]:
    words = words_with_advice(content.texts.get("words/forbidden.txt", ""))
    for page in content.markdown_files:
        lines = list(page.head_texts("title", "summary"))
        lines += [entry for block in page.blocks for entry in block.lines]
        for line, text in lines:
            said = _QUOTED.sub("", text)
            for word, advice in words.items():
                if word in said:
                    message = f"用了「{word}」"
                    yield page.problem(RULE.id, line, message, advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            said = _QUOTED.sub("", str(value)) if path[-1] in SAID else ""
            for word, advice in words.items():
                if word in said:
                    yield file.problem(RULE.id, path, f"用了「{word}」", advice)


RULE = Rule("forbidden-word", _find)
