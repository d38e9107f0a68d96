"""Lists, boxes, code, headings and tables that came out in another form than they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborNode

from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.read_page import depth, indentation_of_boxes
from search_service.checks.rule import rule_of_files
from search_service.content.line_marks import unmarked
from search_service.content.sections import classes

_ITEM = re.compile(r"^(?P<indent>\s*)(?P<sign>[-*+]|\d+[.)])\s")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
# Three signs in a row that look like those of a fence, alone on their line.
_LIKE_FENCE = re.compile(r"^\s*(?P<signs>'{3}|‘{3}|’{3}|\uff40{3}|·{3}|“{3}|\"{3})\w*\s*$")
_HEADING = re.compile(r"^#{1,6}[^\s#]")
_RULER = re.compile(r"^\s*\|?\s*:?-{3,}")
_NO_CELL_ENDS = re.compile(r"\\[\\`|]|`[^`]*`|\{\{.*?\}\}")
_UNDERLINE = re.compile(r"^ {0,3}(?:-{2,}|=+)\s*$")
# Not underlined: another block, a row of a table, a line of its own kind.
_NO_TEXT = re.compile(r"^\s*(?:[-*+>#|:]|\d+[.)]|!!!|```|~~~|\{%)|^ {4}|.*\|")
_CODE = re.compile(r"`[^`]*`")
_MASKED = re.compile(r"\d+\*{2,}\d+")
_EMPTY_HEAD = re.compile(r"[^|\s]\s*\|\s+\||^\s*\|\s+\|\s+\|")
_EMPTY_CELL = re.compile(r"\|\s+\|")
_BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?) ?(?P<kind>[\w-]+)")
# Those that the theme draws.
_BOX_KINDS = frozenset(
    "note abstract info tip success question warning failure danger bug example quote".split()  # noqa: SIM905
)
_TAB = 4


def _items(page: MarkdownFile) -> Iterator[tuple[LexborNode, int, re.Match[str]]]:
    """List entries that begin on a line that looks like one: element, line, how it is written."""
    read = page.as_read
    for node in read.tree.css("li"):
        line = read.line_of(node)
        if line and (written := _ITEM.match(read.source[line - 1])):
            yield node, line, written


def _nesting_lost(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    before: tuple[int, int, int] | None = None
    for node, line, written in _items(page):
        indent = len(written["indent"].expandtabs(_TAB)) - indentation_of_boxes(node)
        deep = depth(node)
        if before and _is_apart(page.as_read.source[before[0] : line - 1]):
            before = None
        if before and indent > before[1] and deep <= before[2]:
            yield line, "这一条缩进了，页面上却不是下一层", "请缩进四格；不是下一层就和上一条对齐"
        before = (line, indent, deep)


def _list_kind(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    kinds = {True: "编号", False: "圆点"}
    before: dict[int, tuple[int, bool]] = {}
    for node, line, written in _items(page):
        deep, is_numbered = depth(node), written["sign"][0].isdigit()
        above, was_numbered = before.get(deep, (0, is_numbered))
        before = {other: last for other, last in before.items() if other < deep}
        before[deep] = line, is_numbered
        if was_numbered == is_numbered or not all(map(str.strip, page.as_read.source[above:line])):
            continue
        message = f"上面的几条是{kinds[was_numbered]}，从这一条起是{kinds[is_numbered]}"
        yield line, message, "请用同一种符号；是两个列表，就在中间写一句话"


def _is_apart(between: list[str]) -> bool:
    """Whether lines between two entries hold something that belongs to neither."""
    return any(line.strip() and not line[0].isspace() for line in between)


def _numbering(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """The first step of each list whose number is not the one that was typed."""
    lists: dict[int, list[tuple[int, int]]] = {}
    for node, line, written in _items(page):
        parent = node.parent
        if parent is not None and parent.tag == "ol" and written["sign"][0].isdigit():
            steps = lists.setdefault(parent.mem_id, [])
            steps.append((line, int(written["sign"][:-1])))
    for steps in lists.values():
        if steps[0][1] > 1:
            yield steps[0][0], f"列表从第 {steps[0][1]} 步写起", _STEP_LOST
        elif any(typed != 1 for _, typed in steps):
            for (above, before), (line, typed) in pairwise(steps):
                if typed != before + 1:
                    yield _broken_step(page, above, line, before, typed)
                    break


_STEP_LOST = "请从 1 写起；前面有一步没有写成「1. 文字」，就改那一步"


def _broken_step(
    page: MarkdownFile, above: int, line: int, before: int, typed: int
) -> tuple[int, str, str]:
    """What came between two steps whose numbers do not follow each other."""
    source = page.as_read.source
    glued = re.search(rf"[^\d\s]\s*{before + 1}[.、)]\s*[^\d\s]", source[above - 1])
    between = next(
        (n for n in range(above + 1, line) if source[n - 1].strip() and source[n - 1][0] != " "),
        None,
    )
    if glued:
        return above, f"第 {before + 1} 步和第 {before} 步写在了一行", "请另起一行，一步一行"
    if between:
        message = f"第 {before} 步后面的这一行没有编号，下一步写的是 {typed}，页面上是 {before + 1}"
        return between, message, "是一步就写成「数字. 文字」；属于上一步就缩进四格"
    return line, f"写的是第 {typed} 步，页面上是 {before + 1}", "请把编号改对，或补上少了的一步"


def _box_empty(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    read = page.as_read
    last = read.first_line
    for node in read.tree.css("div.admonition"):
        last = read.line_of(node) or last
        if len([one for one in node.iter() if one.tag != "-text"]) <= 1:
            yield last, "提示框里没有内容", "请把内容缩进四格，写在标题下面"


def _box_title(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """A title that is not written is the kind in English; so is one without its quotes."""
    for node in page.as_read.tree.css("div.admonition > p.admonition-title"):
        title = unmarked(node.text(deep=True)).strip()
        kind = title.lower()
        if node.parent and kind in classes(node.parent) - {"admonition"}:
            line = _line_of_box(page, kind)
            advice = f'请写成 !!! {kind} "标题"，引号用半角'
            yield line, f"提示框没有写标题，页面上会出现英文「{title}」", advice
    yield from _box_kind(page)


def _box_kind(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        if (found := _BOX.match(line)) and found["kind"].lower() not in _BOX_KINDS:
            advice = "提醒用 warning，补充用 note"
            yield number, f"没有叫「{found['kind']}」的提示框", advice


def _line_of_box(page: MarkdownFile, kind: str) -> int:
    lines = enumerate(page.body.split("\n"), page.first_line)
    return next(
        (n for n, line in lines if re.match(rf'\s*(?:!!!|\?\?\?\+?) ?{kind}(?![^"]*")', line)),
        page.first_line,
    )


def _code_by_indentation(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    read = page.as_read
    for node in read.tree.css("pre"):
        # What stands in a fence is not marked.
        if line := read.line_of(node):
            shown = unmarked(node.text(deep=True)).strip()[:12]
            yield line, f"缩进的一段变成了代码：「{shown}」", "请顶格写；真是代码就用 ``` 围起来"


def _fence_not_closed(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    opened: tuple[str, int] | None = None
    meant: tuple[str, int] | None = None
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        if opened is None and (like := _LIKE_FENCE.match(line)):
            meant = like["signs"], number
        if not (found := _FENCE.match(line)):
            continue
        if opened is None:
            opened = found[1], number
        elif line.strip().startswith(opened[0]) and not line.strip().strip(opened[0][0]):
            opened = None
    if opened and meant:
        yield meant[1], f"代码的开头写成了 {meant[0]}", "请改成三个反引号 ```，用半角"
    elif opened:
        yield opened[1], f"{opened[0]} 没有结束", f"请在代码后面另起一行写 {opened[0]}"


def _heading_space(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    in_fence = False
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        in_fence ^= bool(_FENCE.match(line))
        if not in_fence and _HEADING.match(line):
            yield number, "标题的井号后面没有空格", "请写成「## 标题」"


def _footnote(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    advice = "请把依据写进信息头的 sources，或直接写在句子里"
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        if re.search(r"\[\^[^\]]+\]", re.sub(r"`[^`]*`", "", line)):
            yield number, "脚注不会显示", advice


def _row_width(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    width: int | None = None
    in_fence = False
    above = ""
    rows: set[str] = set()
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        in_fence ^= bool(_FENCE.match(line))
        if in_fence or not line.strip():
            width = None
        elif _RULER.match(line) and "|" in line:
            width = _cells(line)
            if "|" in above and _cells(above) != width:
                message = f"表头有 {_cells(above)} 格，下面的横线有 {width} 格"
                yield number - 1, message, "请写成一样多，每格一个 ---"
                width = None
            elif number > page.first_line and _EMPTY_HEAD.search(above):
                yield number - 1, "表头空着一格", "请写上这一列是什么；只有第一格可以空着"
        elif width and not line.startswith("{") and _cells(line) != width:
            advice = "请补上或删掉单元格；文字里的竖线写成 \\|"
            yield number, f"这一行有 {_cells(line)} 格，表头有 {width} 格", advice
        elif width and _EMPTY_CELL.search(line):
            yield number, "这一行空着一格", "请写上内容；没有就写「无」或「—」"
        elif width and line.strip() in rows:
            yield number, "这一行和上面的一行一样", "请删掉一行，或写上另一种情况"
        rows = {*rows, line.strip()} if width else set()
        above = line
    yield from _table_without_rows(page)


def _table_without_rows(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    lines = ["", *page.body.split("\n"), ""]
    for number, (head, ruler, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False)):
        if "|" in head and "|" in ruler and _RULER.match(ruler) and not below.strip():
            advice = "请在下面写上各行，中间不空行；不要表格就删掉它"
            yield page.first_line + number - 1, "表格只有表头，没有内容", advice


def _underlined(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    lines = page.body.split("\n")
    in_fence = False
    for number, (line, below) in enumerate(pairwise(lines), page.first_line):
        in_fence ^= bool(_FENCE.match(line))
        if not in_fence and line.strip() and _UNDERLINE.match(below) and not _NO_TEXT.match(line):
            advice = "要标题请写「## 标题」；要横线请在它前面空一行"
            yield number, f"下面的 {below.strip()[:3]} 把这一行变成了标题", advice


def _masked_number(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        if found := _MASKED.search(_CODE.sub("", line)):
            advice = "请写「尾号 1234」，或把整个号码放进 ` `"
            yield number, f"「{found[0]}」里的星号会被当成粗体的记号", advice


def _cells(line: str) -> int:
    return _NO_CELL_ENDS.sub("", line).strip().strip("|").count("|") + 1


RULES = (
    rule_of_files("fence-not-closed", _fence_not_closed),
    rule_of_files("nesting-lost", _nesting_lost),
    rule_of_files("list-kind", _list_kind),
    rule_of_files("numbering", _numbering),
    rule_of_files("box-empty", _box_empty),
    rule_of_files("box-title", _box_title),
    rule_of_files("code-by-indentation", _code_by_indentation),
    rule_of_files("heading-space", _heading_space),
    rule_of_files("footnote", _footnote),
    rule_of_files("row-width", _row_width),
    rule_of_files("underlined", _underlined),
    rule_of_files("masked-number", _masked_number),
)
