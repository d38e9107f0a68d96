"""What a text points at is there: 《an article》, 「a section」一节, 下表, 下图, 下面的步骤.

A link that leads nowhere is another rule's; these are words, which nobody follows for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.line_marks import unmarked
from search_service.content.problems import Problem

_TITLE = re.compile(
    r"(?P<verb>(?:看看?|见|参见|参看|参考|参阅|照着?|详见)\s?)?《(?P<name>[^《》]+)》"
)
# Laws, contracts and papers, which lie elsewhere; a law without a source is another rule's.
_ELSEWHERE = re.compile(
    r"(?:法|条例|办法|规定|规则|准则|解释|决定|通知|通知书|公告|标准|意见|细则|协议|协议书|政策|须知"
    r"|条款|合同|声明|说明|授权书|承诺书|说明书|手册|证明|目录|指引|指南|报告|报|日报|晚报)(?:（[^）]*）)?$"
)
_SECTION = re.compile(
    r"(?P<own>(?:上面|下面|前面|后面|上文|下文|本页|这一?[页篇])的?(?:小节)?)?"
    r"「(?P<name>[^「」]{2,30})」(?:这|那)?(?:一|个)?小?节(?![省约日目假奏电课])"
)
# A column of a table that the same sentence speaks of; another may be one of the app's.
_COLUMN = re.compile(r"「(?P<name>[^「」]{1,20})」(?:这|那)?一?[栏列](?!出|举|表)")
_OF_TABLE = re.compile(r"[上下]表|表[里中格]|(?:这|那)张表")
_ALIKE = 0.6
# So like a title is no paper of another name.
_SURELY = 0.8
_ABOVE_OR_BELOW = r"(?:[上下]面|[上下]方)的?(?:这|那|第?[一二三四])?"


@dataclass(frozen=True)
class Shown:
    """Something that is pointed at without a name.

    Attributes:
        said: The words that point.
        tokens: What it may be in Markdown; none for what no page can hold.
        macro: What else makes one.
        name: What is missing.
    """

    said: re.Pattern[str]
    tokens: tuple[str, ...]
    macro: str
    name: str


_SHOWN = (
    Shown(
        re.compile(
            r"(?<![以晚网早线])[上下]表(?![示现达明述格面决态演]|\s*[a-zA-Z_])"
            rf"|{_ABOVE_OR_BELOW}(?:张|个)?表格?(?![示现达明述面决态演])"
        ),
        ("table_open", "fence"),  # a table to be copied may be code
        "_table(",
        "表格",
    ),
    Shown(
        re.compile(
            r"(?:见|看|照|按|如|参考|对照)[上下左右]图(?![书标案形])"
            rf"|{_ABOVE_OR_BELOW}(?:张|幅)(?:截?图|图片)|如图(?:所示|(?=[，。：；）]))"
        ),
        ("image",),
        "",
        "图",
    ),
    Shown(
        re.compile(r"(?:照|按|跟着|按照)(?:下面|以下|下列)的?(?:几个?)?步骤"),
        ("ordered_list_open", "bullet_list_open", "heading_open"),
        "",
        "步骤",
    ),
    Shown(re.compile(r"(?:看|见)[上下]面的?(?:这段|一段)?视频"), (), "", "视频"),
)


def titles_near(name: str, titles: dict[str, str]) -> str | None:
    """The title that a name nearly is; None when it is one, or like none.

    Args:
        name: As written.
        titles: Titles by their comparable form.
    """
    near = get_close_matches(comparable(name), titles, n=1, cutoff=_ALIKE)
    return titles[near[0]] if near else None


def _titles(page: MarkdownFile, titles: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    for line, text in page.prose:
        for found in _TITLE.finditer(text):
            name = found["name"].strip()
            if comparable(name) in titles:
                continue
            elsewhere = _ELSEWHERE.search(name)
            near = titles_near(name, titles)
            if near and (not elsewhere or _share(name, near) > _SURELY):
                advice = f"最像的是「{near}」：请写成通到它的链接"
            elif found["verb"] and not elsewhere:
                advice = "请写成通到那篇文章的链接；不是文章，就不用书名号"
            else:
                continue
            yield line, f"没有叫《{name}》的文章", advice


def _share(name: str, title: str) -> float:
    return SequenceMatcher(a=comparable(name), b=comparable(title), autojunk=False).ratio()


def _headings(page: MarkdownFile) -> dict[str, str]:
    return {comparable(one.text): one.text for one in page.blocks if one.kind == "heading"}


def _sections(page: MarkdownFile, everywhere: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Sections that are named: of this page, or of the one to which the same line leads."""
    own: dict[str, str] | None = None
    for line, text in page.prose:
        for found in _SECTION.finditer(text):
            own = _headings(page) if own is None else own
            leads_on = not found["own"] and ("[" in text or "《" in text)
            known = own | everywhere if leads_on else own
            if comparable(found["name"]) in known:
                continue
            near = titles_near(found["name"], known)
            advice = f"请照抄小标题「{near}」" if near else "请照抄一个小标题，或写成链接"
            where = "" if leads_on else "这一页"
            yield line, f"{where}没有「{found['name']}」这一节", advice


def _columns(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """Columns that a sentence about the table names, and that no table of the page has."""
    for line, text in page.prose:
        for sentence in re.split(r"[。！？]", text) if _COLUMN.search(text) else ():
            found = _COLUMN.search(sentence)
            if not found or not _OF_TABLE.search(sentence):
                continue
            heads = [unmarked(node.text()).strip() for node in page.as_read.tree.css("th")]
            if heads and found["name"] not in heads:
                advice = f"请照抄表头，现有：{'、'.join(dict.fromkeys(filter(None, heads)))}"
                yield line, f"这一页的表格没有「{found['name']}」这一栏", advice


def _shown(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """Tables, pictures and steps that are pointed at, and do not stand where they should."""
    if _includes_more(page):
        return
    for line, text in page.prose:
        for shown in _SHOWN:
            if found := shown.said.search(text):
                lines = list(_lines_of(shown, page))
                below, above = "下" in found[0], "上" in found[0]
                if any(not (below and at < line) and not (above and at > line) for at in lines):
                    continue
                where = ("下面" if below else "上面") if lines else "这一页"
                message = f"写的是「{found[0]}」，{where}没有{shown.name}"
                yield line, message, f"请补上{shown.name}，或写出它在哪里"


def _lines_of(shown: Shown, page: MarkdownFile) -> Iterator[int]:
    """Where on the page things of this kind stand."""
    for token in page.tokens:
        if token.type in shown.tokens and token.map:
            yield page.first_line + token.map[0]
    for line, token in page.inlines():
        if token.type in shown.tokens:
            yield line
    for line, text in enumerate(page.body.split("\n"), page.first_line):
        if shown.macro and shown.macro in text:
            yield line


def _includes_more(page: MarkdownFile) -> bool:
    """Whether a component other than the shared warning may hold what is pointed at."""
    return page.body.count("{% include") > page.body.count('{% include "anti_fraud.md"')


def _find(content: ContentView) -> Iterator[Problem]:
    pages = (*content.pages, *content.internal)
    titles = {
        comparable(title): title
        for page in pages
        if isinstance(title := page.head.get("title"), str) and title
    }
    pointing = [page for page in content.markdown_files if _SECTION.search(page.body)]
    everywhere = {
        name: text for page in (pages if pointing else ()) for name, text in _headings(page).items()
    }
    for page in content.markdown_files:
        found = (
            *_titles(page, titles),
            *_sections(page, everywhere),
            *_columns(page),
            *_shown(page),
        )
        for line, message, advice in found:
            yield page.problem(RULE.id, line, message, advice)


RULE = Rule("pointer", _find)
