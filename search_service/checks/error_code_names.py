"""An error code that a text names stands in `error_codes.yml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.data.data_files import ERROR_CODES
from search_service.content.data.needed_keys import is_asked_for
from search_service.content.problems import Problem

# As `error_codes.Code`, in running text.
_CODE = re.compile(r"(?<![A-Za-z0-9._/#-])[A-Z]{1,4}\d{4,6}(?![A-Za-z0-9_])")
_FILE = f"data/{ERROR_CODES.file_name}"
# What customers type and what is to be found for it.
_JUDGED = ("judgements/queries.tsv", "judgements/answers.tsv")
_SHOWN = 3


def _texts(content: ContentView) -> Iterator[tuple[str, int, str]]:
    """File, line and text of all that names codes: pages, data, scripts, judged queries."""
    for page in content.markdown_files:
        for number, text in enumerate(page.text.split("\n"), 1):
            yield page.shown_as, number, text
    for file in (*content.data_files, *content.agent_files, *content.question_files):
        for path, value in file.values if file.path != _FILE else ():
            if isinstance(value, str):
                yield file.shown_as, file.line(path), value
    for name in _JUDGED:
        for number, row in enumerate(content.texts.get(name, "").split("\n"), 1):
            yield f"content/{name}", number, row.partition("\t")[0]


def _find(content: ContentView) -> Iterator[Problem]:
    known = content.corpus.data.error_codes
    letters = {code.rstrip("0123456789") for code in known}
    named: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for path, line, text in _texts(content) if letters else ():
        for code in _CODE.findall(text):
            if code not in known and code.rstrip("0123456789") in letters:
                named[code].append((path, line))
    for code, places in sorted(named.items()):
        files = sorted({path for path, _ in places})
        if is_asked_for(files):
            yield _of_the_data(content, code, known, files)
        else:
            message = f"error_codes.yml 里没有错误码 {code}"
            advice = "请核对；改了名就写新的，新的码先登记到 content/data/error_codes.yml"
            yield Problem(*places[0], RULE.id, message, advice)


def _of_the_data(
    content: ContentView, code: str, known: Collection[str], files: list[str]
) -> Problem:
    """That the file lacks a code: at the line where the next greater code stands in its place."""
    written = next((one for one in content.data_files if one.path == _FILE), None)
    smaller = [number for number, one in enumerate(known) if one < code]
    place = smaller[-1] + 1 if smaller else 0
    at = [*known][min(place, len(known) - 1)]
    line = written.line(("error_codes", at)) if written else 1
    shown = "、".join(files[:_SHOWN]) + (" 等" if len(files) > _SHOWN else "")
    message = f"没有「{code}」，却有 {len(files)} 个文件写着它"
    advice = f"请补上它；真要改名，就一起改这些文件：{shown}"
    return Problem(f"content/{_FILE}", line, RULE.id, message, advice)


RULE = Rule("reference", _find)
