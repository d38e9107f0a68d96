"""Which column of a sheet is what, by the headers that Chinese bot platforms write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from search_service.importing.formats.sheets import Sheet, is_empty

Role = Literal[
    "question", "similar", "answer", "topic", "tags", "updated", "state", "expires", "id", "main"
]
_HEADERS: tuple[tuple[Role, str], ...] = (
    # Whether the question of a row is the one that the article answers, or another wording of it.
    (
        "main",
        (
            r"(?:是否为?|是不是)?(?:标准|主)问(?:题|法)?(?:标[识志记])|"
            r"(?:是否为?|是不是)(?:标准|主)(?:问题?|问法)|(?:问题|问法|问句)(?:类型|性质)|"
            r"is ?(?:standard|main|primary)(?: ?question)?|question ?type"
        ),
    ),
    (
        "similar",
        (
            r"(?:(?:相似|扩展|同义|近似|类似|其他|其它|变体|更多|拓展|泛化|用户)(?:的)?"
            r"(?:问|问题|问法|说法|问句|提问|表达)(?:列表|集合)?|问法|别名|训练(?:语料|语句)|"
            r"similar(?:s| ?questions?)?|alias(?:es)?|variants?|utterances?|synonyms?"
            r"|alternate ?questions?)"
        ),
    ),
    (
        "answer",
        (
            r"(?:[\w ]{0,10}?(?:答案|回答|答复|回复|解答|应答|话术)(?:内容|文本|详情)?|"
            r"答|内容|正文|"
            r"(?:知识|文章|文本)(?:内容|正文)|解决(?:方案|办法|方法)|处理(?:方案|方法)|"
            r"[a-z ]{0,12}?answers?|repl(?:y|ies)|responses?|content|body|solution|a)"
        ),
    ),
    (
        "question",
        (
            r"(?:(?:标准|主|用户|常见|客户|顾客|faq|知识)?"
            r"(?:问题?|问法|提问|疑问|问句)"
            r"(?:标题|名称|描述|内容)?|"
            r"(?:知识|文章|faq)?(?:标题|名称|主题名)|知识点(?:名称)?|faq|questions?|titles?|"
            r"(?:standard|knowledge|article|main|faq) ?(?:questions?|titles?|names?)|"
            r"intent(?: ?name)?|意图(?:名称)?|query|name|q)"
        ),
    ),
    (
        "topic",
        (
            r"(?:(?:[一二三四五六1-6]级|知识|问题|所属|业务|faq|父级?|顶级)?"
            r"(?:分类|类目|类别|目录|栏目|类型)"
            r"(?:[一二三四五六1-6]级?|名称|路径|全路径)?|主题|模块|业务(?:线|类型)?|"
            r"categor(?:y|ies)(?: ?(?:name|path|[1-6]))?|folder|topic|section)"
        ),
    ),
    ("tags", r"(?:关键[词字]|标签|keywords?|tags?|labels?)(?:列表)?"),
    (
        "updated",
        (
            r"(?:最[后近])?(?:更新|修改|编辑)(?:时间|日期)|update[d_ ]*(?:at|time|on)?"
            r"|modified(?: ?at)?"
        ),
    ),
    (
        "expires",
        r"(?:失效|过期|结束|到期)(?:时间|日期)|有效期(?:至|止)?|expire[sd]?(?: ?(?:at|on))?",
    ),
    (
        "state",
        r"(?:知识|问题|发布|启用|生效|审核)?状态|是否(?:启用|生效|发布|有效|上线)|status|enabled?|state|published",
    ),
    ("id", r"(?:知识|问题|faq|唯一)?(?:编号|id|序号|编码)|no\.?|#|number"),
)
_ROLES = [(role, re.compile(pattern)) for role, pattern in _HEADERS]
_NOTE = re.compile(r"[（(【\[].*?[)）】\]]|[*＊:：]|必填|选填|可选|\s+$|^\s+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SERIAL = re.compile(r"[\s_-]*\d{1,3}$")
_ROWS_TRIED = 15
_WIDE = 2
# In a sheet of pairs so many of the rows say what they are.
_NEARLY_ALL, _NEARLY_ALL_OF = 3, 4
_ASKING = re.compile(
    r"[？?]|吗|怎么|如何|什么|多久|为何|为啥|哪|几|能不能|可以|是否|咋|不了|失败|没"
)


@dataclass(frozen=True)
class Columns:
    """What the columns of a sheet hold.

    Attributes:
        first_row: The first row (from 0) below the header.
        header: The header as it is written; empty cells where there is none.
        roles: The role of each column by its number; unknown columns have none.
        guessed: Whether there is no header and the roles are guesses.
    """

    first_row: int
    header: tuple[str, ...]
    roles: dict[int, Role] = field(default_factory=dict)
    guessed: bool = False

    def of(self, role: Role) -> list[int]:
        """The columns of a role, from left to right."""
        return [column for column, one in sorted(self.roles.items()) if one == role]


def role_of(name: str) -> Role | None:
    """What a header says its column holds."""
    name = _HUMP.sub(" ", name).replace("_", " ")
    plain = _NOTE.sub("", unicodedata.normalize("NFKC", name).casefold().strip()).strip()
    for one in (plain, _SERIAL.sub("", plain)):
        for role, pattern in _ROLES:
            if one and pattern.fullmatch(one):
                return role
    return None


def columns_of(sheet: Sheet) -> Columns | None:
    """The columns of a table of questions and answers; None for a sheet that is none."""
    filled = [n for n, row in enumerate(sheet.rows) if not is_empty(row)][:_ROWS_TRIED]
    for number in filled:
        roles = _roles(sheet.rows[number])
        if "question" in roles.values() and "answer" in roles.values():
            return Columns(number + 1, sheet.rows[number], roles)
        if "similar" in roles.values() and "answer" in roles.values():
            first = min(column for column, role in roles.items() if role == "similar")
            return Columns(number + 1, sheet.rows[number], {**roles, first: "question"})
    return _guessed(sheet, filled)


def blocks_of(sheet: Sheet) -> list[tuple[Sheet, Columns]]:
    """The tables below each other in a sheet, each with its own header; rows keep their numbers.

    A header of two rows is one as well: the second of them says more.
    """
    whole = columns_of(sheet)
    if whole is None:
        return []
    heads = [
        (number, roles)
        for number, row in enumerate(sheet.rows[whole.first_row :], whole.first_row)
        if not whole.guessed
        and row != whole.header
        and {"question", "answer"} <= set((roles := _roles(row)).values())
    ]
    starts = [(whole.first_row, whole)]
    starts += [
        (number + 1, Columns(number + 1, sheet.rows[number], roles)) for number, roles in heads
    ]
    ends = [*(number for number, _ in heads), len(sheet.rows)]
    return [
        (replace(sheet, rows=((),) * first + sheet.rows[first:end]), columns)
        for (first, columns), end in zip(starts, ends, strict=True)
        if not all(map(is_empty, sheet.rows[first:end]))
    ]


def unfolded(sheet: Sheet) -> tuple[Sheet, Columns] | None:
    """A sheet of pairs below each other (标准问 …, 答案 …) as a table; None for any other.

    Rows keep their numbers; what follows a question stands in its row.
    """
    named = [(n, role_of(row[0]), row) for n, row in enumerate(sheet.rows) if not is_empty(row)]
    roles = [role for _, role, _ in named if role]
    if len(roles) * _NEARLY_ALL_OF < len(named) * _NEARLY_ALL or roles.count("question") < _WIDE:
        return None
    if roles.count("answer") < _WIDE:
        return None
    order: tuple[Role, ...] = ("question", "similar", "answer", "topic", "tags", "updated", "state")
    rows: list[list[str]] = [[""] * len(order) for _ in sheet.rows]
    at: int | None = None
    for number, role, row in named:
        at = number if role == "question" or at is None else at
        said = "\n".join(filter(None, row[1:] if role else row))
        column = order.index(role) if role in order else order.index("answer")
        rows[at][column] = "\n".join(filter(None, (rows[at][column], said)))
    header = ("问题", "相似问", "答案", "分类", "标签", "更新时间", "状态")
    table = replace(sheet, rows=tuple(map(tuple, rows)), joined=frozenset())
    return table, Columns(0, header, dict(enumerate(order)))


def _roles(header: Sequence[str]) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    before: Role | None = None
    for column, name in enumerate(header):
        # Similar questions in many columns have one header over the first of them.
        role = role_of(name) if name else ("similar" if before == "similar" else None)
        if role == "question" and "question" in roles.values():
            standard = re.search(r"标准|主", name)
            if standard:
                roles = {n: ("similar" if r == "question" else r) for n, r in roles.items()}
            else:
                role = "similar" if re.search(r"问|quest|quer", name.casefold()) else None
        if role is not None and not (role == "id" and "id" in roles.values()):
            roles[column] = role
        before = role
    return roles


def _guessed(sheet: Sheet, filled: list[int]) -> Columns | None:
    """Columns without a header: questions first, the answer last, other wordings between."""
    rows = [sheet.rows[number] for number in filled]
    width = max((len(row) for row in rows), default=0)
    used = [n for n in range(width) if any(len(row) > n and row[n] for row in rows)]
    numbers = [n for n in used if all(row[n].isdigit() for row in rows if len(row) > n and row[n])]
    used = [n for n in used if n not in numbers]
    if len(used) < _WIDE:
        return None
    asked = [row[used[0]] for row in rows if len(row) > used[0] and row[used[0]]]
    if sum(bool(_ASKING.search(one)) for one in asked) * 2 < len(asked) or not asked:
        return None
    roles: dict[int, Role] = dict.fromkeys(used, "similar")
    for number in numbers:
        roles[number] = "id"
    roles[used[0]], roles[used[-1]] = "question", "answer"
    return Columns(filled[0], ("",) * width, roles, guessed=True)
