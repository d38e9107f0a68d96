"""Signs of Markdown that readers see as signs: what was meant by them was not made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId

_CELLS = {"td", "th"}
_SHOWN = 12


@dataclass(frozen=True)
class Leftover:
    """Signs that say what was meant.

    Attributes:
        rule: Id of the rule.
        pattern: What is left in the text of a block.
        message: What is wrong; 「…」 with the place is added.
        advice: What to do.
        in_cells: Whether it is wrong in a table's cell, too.
    """

    rule: RuleId
    pattern: re.Pattern[str]
    message: str
    advice: str
    in_cells: bool = True


LEFTOVERS = (
    Leftover(
        "list-not-made",
        re.compile(
            r"(?m)^[ \t\u3000]*(?:[-+＋•·●▪◦‣－﹣\u2212][ \t]*(?=[^\s\d-])|[-+][-+][ \t]+(?=\S)"
            r"|[—–](?=[^\s\d—–])|\*[ \t]+(?=\S)"
            r"|\d{1,2}(?:[.)][ \t]|[、）．]|\.(?=[\u4e00-\u9fff「]))(?=\s*\S)"
            r"|[（(]\d{1,2}[)）]\s*(?=\S)|[①-⑳](?=\s*\S))"
            # Words and letters are a list only when a second line goes on.
            r"|^(?:[一二三四五六七八九]、|第[一二三四五六七八九\d]步|[a-hA-H][.)]\s|[—–]\s?(?=\S)).*"
            r"\n(?:[二三四五六七八九十]、|第[二三四五六七八九十\d]步|[b-iB-I][.)]\s|[—–]\s?\S)"
        ),
        "这里没有变成列表",
        "请在列表前空一行，每条写成「- 文字」或「1. 文字」，符号后面有空格",
        in_cells=False,
    ),
    Leftover(
        "table-not-made",
        re.compile(r"(?m)^\s*[|｜].*[|｜]\s*$|[|｜]\s*:?-{2,}|[|｜]\s*—{2,}"),
        "这里没有变成表格",
        "请在表格前空一行，表头下面写一行 | --- | --- |，竖线用半角",
    ),
    Leftover(
        "bold-not-made",
        re.compile(
            r"(?<![\d*])\*\*|\*\*(?![\d*])|＊＊|(?<!\w)__(?=\w)"
            # One star or line that nobody types for itself.
            r"|(?<![\d*\s])\*(?=[^\d*\s])|(?<![\w*])\*(?=[\u4e00-\u9fff])"
            r"|(?<=[\u4e00-\u9fff])_|_(?=[\u4e00-\u9fff])"
        ),
        "这里没有变成粗体",
        "请写成 **文字**，星号里面不留空格，前后成对",
    ),
    Leftover(
        "strike",
        re.compile(r"(?<!~)~~(?!~)"),
        "删除线不会显示",
        "请直接删掉旧的说法，只留现在的",
    ),
    Leftover(
        "box-not-made",
        re.compile(
            r"(?m)^\s*(?:!!!|！！！|\?\?\?|？？？|:::|\[![A-Za-z]+\]"
            r"|[!！?？]{1,4}\s?(?:note|info|tip|success|question|warning|danger|example|quote)\b)"
        ),
        "这里没有变成提示框",
        '请写成 !!! note "标题"，感叹号和引号都用半角，前面空一行，内容缩进四格',
    ),
    Leftover(
        "link-not-made",
        re.compile(
            r"\]\s*[(（]|[］】]\s*[(（](?=[^()（）\s]*(?:\.md|https?:))|\] ?\[|\[\[[^\[\]]+\]\]"
            # The name of a page where its title should stand.
            r"|(?<=[\u4e00-\u9fff。，」])\[\d{1,2}\](?![(:])"
            r"|(?<![\w/.])(?:\.\./)?[a-z0-9]+(?:[-/][a-z0-9]+)*\.md(?![\w/])"
        ),
        "这里没有变成链接",
        "请写成 [文字](../主题/文件名.md)，括号用半角，中间不留空格",
    ),
    Leftover(
        "heading-not-made",
        re.compile(r"(?m)^\s*[#＃]{1,6}\s*(?=\S)"),
        "这里没有变成标题",
        "请写成「## 标题」，井号用半角，顶格写，后面有空格",
    ),
    Leftover(
        "attributes-left",
        re.compile(r"\{:?\s*(?:[.#]|[a-z-]+=)[^}]*\}"),
        "花括号里的记号没有起作用",
        "请删掉它；要给小标题定名字，写成「## 标题 {#名字}」",
    ),
    Leftover(
        "reference-left",
        re.compile(
            r"\{\s*\{|\}\s*\}|\{\s*%|%\s*\}|｛｛"
            # A macro's name and its argument, whatever stands around them.
            r"|\b[a-z]+(?:_[a-z]+)*\s?[(（]\s*(?:[\"'“”‘’「][a-z_-]+[\"'“”‘’」]\s*)[)）]"
            r"|\b[a-z]+(?:_[a-z]+)+[(（][)）]"
        ),
        "引用没有填进来",
        '请写成 {{ 宏名("参数") }}，两个花括号之间没有空格',
    ),
    Leftover(
        "mark",
        re.compile(
            r"==[^\s=][^=]*==|\^\^|(?<=[\u4e00-\u9fff])\^[^^\s]{1,8}\^|\$[^$\s\d][^$\n]*\$"
            r"|(?<![\w:/]):[a-z][a-z_]+:(?![\w:/])"
            r"|\*\[[^\]]+\]:|-{1,2}8<-{1,2}|(?<!`)`(?!`)|(?m:^\s*(?:>|\uff1e ?)(?=[^\s>=\d]))"
        ),
        "这里的记号不会起作用",
        "请删掉它；要强调就写成 **文字**，要引用就在行首写「> 」",
    ),
    Leftover(
        "task-list",
        re.compile(r"(?m)^\s*\[[ xX✓]\]\s"),
        "打勾的方框不会显示",
        "请写成普通的列表",
    ),
)


_LATER_ENTRY = re.compile(r"\s*(?:[2-9]|1\d)[.)、]")


def _line_above(text: str, start: int) -> int:
    """Where the line before the one that holds `start` begins."""
    end = text.rfind("\n", 0, start)
    return text.rfind("\n", 0, end) + 1 if end > 0 else 0


def _find(content: ContentView, leftover: Leftover) -> Iterator[Problem]:
    for page in content.markdown_files:
        for block in page.as_read.blocks:
            if block.tag in _CELLS and not leftover.in_cells:
                continue
            if found := leftover.pattern.search(block.text):
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                # A list that begins with its second entry: the line above was to be the first.
                if (
                    _LATER_ENTRY.match(found[0])
                    and block.text[:start].strip()
                    and block.tag != "li"
                ):
                    start = _line_above(block.text, start)
                shown = block.text[start : start + _SHOWN].split("\n")[0]
                yield page.problem(
                    leftover.rule,
                    block.line_at(start),
                    f"{leftover.message}：「{shown}」",
                    leftover.advice,
                )


def _rule(leftover: Leftover) -> Rule:
    return Rule(leftover.rule, lambda content: _find(content, leftover))


RULES = tuple(map(_rule, LEFTOVERS))
