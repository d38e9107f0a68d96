"""A further question for a section or row: `kb alias add R-102#信用卡 "信用卡退款几天"`.

The file beside the article is edited line by line; everything is checked before it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from search_service.checks.duplicate_questions import comparable
from search_service.checks.head_writing import mark_in
from search_service.checks.mending import FileStyle, read_for_edit
from search_service.cli.question_lines import first_line, with_question
from search_service.content.article import PlaceQuestions
from search_service.content.corpus import load_corpus
from search_service.content.problems import report
from search_service.content.question_files import questions_beside
from search_service.content.rule_ids import RuleId
from search_service.content.section_questions import PlaceUnknown, places_of
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import read_yaml
from search_service.content.whole_files import replace_file
from search_service.errors import EditRefused
from search_service.records.privacy import redact

_RULE: RuleId = "questions-file"
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
    written = article.place_questions.section_questions
    known = (*article.front_matter.questions, *(one for asked in written.values() for one in asked))
    if comparable(question) in map(comparable, known):
        raise EditRefused(f"{article_id} 已经有「{question}」这个问法了。")
    shown_as = questions_beside(f"content/pages/{article.path}")
    with (edited or _where_it_is(content))(shown_as) as folder:
        return _added(folder / shown_as, shown_as, place, question)


def _added(file: Path, shown_as: str, place: str, question: str) -> tuple[Path, int]:
    """Write the wording into the questions beside an article."""
    is_new = not file.exists()
    if not is_new and (unreadable := read_source(file, shown_as).problems):
        raise EditRefused(f"没有加上，文件没有改动：\n{report(unreadable)}")
    text, style = (first_line(shown_as), FileStyle()) if is_new else read_for_edit(file)
    new = with_question(text, _KEY, place, question)
    before, faults = read_yaml(text, PlaceQuestions, path=shown_as, rule=_RULE)
    after, problems = read_yaml(new, PlaceQuestions, path=shown_as, rule=_RULE)
    written = before.section_questions if before else {}
    expected = {**written, place: (*written.get(place, ()), question)}
    if faults or after is None or after.section_questions != expected:
        said = report(faults or problems) or "加进去以后和预想的不一样。"
        raise EditRefused(f"没有加上，文件没有改动：\n{said}")
    replace_file(file, style.written(new))
    return file, len(expected[place])
