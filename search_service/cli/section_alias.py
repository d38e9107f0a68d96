"""A further question for a section or row: `kb alias add R-102#信用卡 "信用卡退款几天"`.

The head is edited line by line; everything is checked before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import yaml

from search_service.checks.duplicate_questions import comparable
from search_service.checks.head_writing import mark_in
from search_service.checks.mending import read_for_edit, replace_file
from search_service.cli.front_matter_lists import scalar
from search_service.content.article import FrontMatter, front_matter_model
from search_service.content.article_parser import parse_front_matter, split_front_matter
from search_service.content.corpus import load_corpus
from search_service.content.plain_yaml import PlainLoader
from search_service.content.problems import report
from search_service.content.section_questions import PlaceUnknown, places_of
from search_service.errors import EditRefused
from search_service.records.privacy import redact

_KEY = "section_questions"


Editing = Callable[[str], AbstractContextManager[Path]]


def _where_it_is(content: Path) -> Editing:
    """Edit files of a project where they are read."""
    return lambda _path: nullcontext(content.parent)


def add_section_question(
    content: Path, article_id: str, place: str, question: str, edited: Editing | None = None
) -> tuple[Path, int]:
    """Add a wording to a section or row of an article.

    Args:
        content: The content folder that is read.
        article_id: The code of the article.
        place: The section or row.
        question: The wording.
        edited: Gives the folder in which a file, by its path below the project, is edited.

    Returns:
        The file and how many questions the place has now.

    Raises:
        EditRefused: It cannot or should not be added; the file is as it was.
    """
    question = " ".join(question.split())
    article_id = article_id.upper()
    article = next((a for a in load_corpus(content).articles if a.id == article_id), None)
    if article is None:
        raise EditRefused(
            f"没有编号为 {article_id} 的文章，或者它的信息头有误。请先运行 kb check。"
        )
    if not comparable(question):
        raise EditRefused("问法是空的。请写上顾客的原话。")
    if redact(question).kinds:
        raise EditRefused(f"「{question}」里像是有个人信息。请换成不带号码的说法。")
    if mark := mark_in(question):
        raise EditRefused(f"问法里不能写「{mark}」。请只写文字。")
    try:
        places_of(article.units, place)
    except PlaceUnknown as error:
        advice = "请照抄小节标题、表格第一格，或只在一处出现的一句原话"
        raise EditRefused(f"{article_id}：{error}。{advice}。") from error
    written = article.front_matter.section_questions
    known = (*article.front_matter.questions, *(one for asked in written.values() for one in asked))
    if comparable(question) in map(comparable, known):
        raise EditRefused(f"{article_id} 已经有「{question}」这个问法了。")
    shown_as = f"content/pages/{article.path}"
    with (edited or _where_it_is(content))(shown_as) as folder:
        return _added(folder / shown_as, shown_as, place, question)


def _added(file: Path, shown_as: str, place: str, question: str) -> tuple[Path, int]:
    """Write the wording into the head of a file."""
    text, style = read_for_edit(file)
    new = with_section_question(text, place, question)
    model = front_matter_model(shown_as.removeprefix("content/pages/"))
    before, _ = parse_front_matter(shown_as, text, model)
    head, problems = parse_front_matter(shown_as, new, model)
    written = before.section_questions if isinstance(before, FrontMatter) else {}
    expected = {**written, place: (*written.get(place, ()), question)}
    if not isinstance(head, FrontMatter) or head.section_questions != expected:
        said = report(problems) or "加进去以后信息头和预想的不一样。"
        raise EditRefused(f"没有加上，文件没有改动：\n{said}")
    replace_file(file, style.written(new))
    return file, len(expected[place])


def with_section_question(text: str, place: str, question: str) -> str:
    """An article with one more entry in `section_questions`, all else as it was."""
    head, _, _ = split_front_matter(text)
    root = yaml.compose(head or "", Loader=PlainLoader)
    if not isinstance(root, yaml.MappingNode):
        return text
    lines = text.split("\n")  # the head begins in the second line of the file
    nodes = {key.value: (key, value) for key, value in root.value}
    entry = f"  {scalar(place)}: [{scalar(question, in_flow=True)}]"
    if _KEY not in nodes:
        after = nodes["questions"][1] if "questions" in nodes else root
        at = next(
            (key.start_mark.line + 1 for key, _ in root.value if key.start_mark.line > _end(after)),
            len((head or "").split("\n")) + 1,
        )
        lines[at:at] = [f"{_KEY}:", entry]
        return "\n".join(lines)
    block = nodes[_KEY][1]
    if not isinstance(block, yaml.MappingNode) or block.flow_style:
        return text
    asked = next((value for key, value in block.value if key.value == place), None)
    if asked is None:
        last = block.value[-1][1] if block.value else nodes[_KEY][0]
        lines.insert(_end(last) + 2, entry)
    elif isinstance(asked, yaml.SequenceNode) and asked.value:
        end = asked.value[-1].end_mark
        if asked.flow_style:
            line = lines[end.line + 1]
            written = scalar(question, in_flow=True)
            lines[end.line + 1] = f"{line[: end.column]}, {written}{line[end.column :]}"
        else:
            start = asked.value[0].start_mark
            indent = lines[start.line + 1][: start.column]
            lines.insert(end.line + 2, f"{indent}{scalar(question)}")
    return "\n".join(lines)


def _end(node: yaml.Node) -> int:
    """The last line of a node, counted from 0 in the head."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return node.end_mark.line
