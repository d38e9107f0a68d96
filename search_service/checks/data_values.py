"""Values of data files beside each other: twice in a list, too long for one screen, miscounted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.refund_cases import miscounted
from search_service.checks.rule import Rule
from search_service.checks.yaml_file import KeyPath, YamlFile
from search_service.content.problems import Problem

_MOST_SENTENCES = 3
_SENTENCE = re.compile(r"[^。！？]+[。！？]")
# Of this list the reader of the file says it itself.
_OTHERS = ("fields",)

# Typed where nothing is known yet; `null` is what says so.
_PLACEHOLDER = re.compile(
    r"(?:待|后|再)(?:定|补|补充|填|填写|确认|核实|更新|完善)|暂无|未知|未定|不详|无|没有|空|[?？]+|-+|/|[xX]{2,}"
    r"|(?:TODO|TBD|N/?A|none|nil)",
    re.IGNORECASE,
)
_MAY_BE_NULL = frozenset(
    ["value", "hours", "fee", "reach", "way", "source", "note", "domain", "licence", "where"]
)
# Names of buttons one after the other, with a sign of the keyboard between them.
_TYPED_WAY = re.compile(r"[-–—>→/]|&gt;|然后|再点")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)")
_HOURS, _MINUTES = 24, 60
_RECORD = 3
_NAMED_ABOVE = re.compile(r"#\s*([A-Z]-\d{3})\b")


def _no_clock(hours: str) -> str | None:
    """A time of day that no clock shows."""
    return next(
        (
            found[0]
            for found in _CLOCK.finditer(hours)
            if int(found[1]) > _HOURS or int(found[2]) >= _MINUTES
        ),
        None,
    )


def _unknown(file: YamlFile) -> Iterator[Problem]:
    """Placeholders, and ways through the app that are not written as buttons are."""
    for path, value in file.values:
        if not isinstance(value, str):
            continue
        if path[-1] in _MAY_BE_NULL and _PLACEHOLDER.fullmatch(value.strip()):
            message = f"{path[-1]}：「{value.strip()}」是个占位的词，会照样显示出去"
            yield file.problem(RULE.id, path, message, "还不知道就写 null，知道了再填")
        elif path[-1] == "hours" and (wrong := _no_clock(value)):
            yield file.problem(RULE.id, path, f"hours：没有「{wrong}」这个钟点", "请写 0 到 24 点")
        elif path[-1] == "way" and _TYPED_WAY.search(value):
            message = f"way：「{value[:20]}」不是按钮一个接一个的写法"
            advice = "请写成「我的」\u203a「安全」\u203a「冻结账户」这样"
            yield file.problem(RULE.id, path, message, advice)


def _twice(file: YamlFile) -> Iterator[tuple[KeyPath, str]]:
    """Texts that stand twice in one list."""
    seen: set[tuple[KeyPath, str]] = set()
    for path, value in file.values:
        if isinstance(path[-1], int) and isinstance(value, str) and path[-2:-1] != _OTHERS:
            key = (path[:-1], value.strip())
            if key in seen:
                yield path, value.strip()
            seen.add(key)


def _cases_twice(file: YamlFile) -> Iterator[tuple[KeyPath, str]]:
    """Cases (`when`) that stand twice in what is said."""
    seen: set[tuple[KeyPath, str]] = set()
    for path, value in file.values:
        if path[-1] == "when" and path[:-2][-1:] == ("say",) and isinstance(value, str):
            key = (path[:-2], value.strip())
            if key in seen:
                yield path, value.strip()
            seen.add(key)


def _names_twice(file: YamlFile) -> Iterator[tuple[KeyPath, str]]:
    """Records beside each other that have one name."""
    seen: set[tuple[KeyPath, str]] = set()
    for path, value in file.values:
        if path[-1] == "name" and len(path) >= _RECORD and isinstance(value, str):
            key = (path[:-2], value.strip())
            if key in seen:
                yield path, value.strip()
            seen.add(key)


def _named_above(file: YamlFile) -> Problem | None:
    """A first line that names another article than the file does: it was copied."""
    found = _NAMED_ABOVE.match(file.text)
    stem = file.path.rpartition("/")[2].removesuffix(".yml")
    if "/scripts/" not in file.path or not found or found[1] == stem:
        return None
    message = f"第一行写的是 {found[1]}，文件是 {stem} 的"
    advice = "是从那一篇抄来的吗？请核对整个文件，再改第一行"
    return Problem(file.shown_as, 1, RULE.id, message, advice)


def _digits(content: ContentView) -> Iterator[Problem]:
    """Numbers that have another count of digits than `verify.yml` says of their beginning."""
    verification = content.corpus.data.verification
    kinds = verification.number_kinds if verification else ()
    for file in content.data_files:
        for path, value in file.values:
            if path[-1] != "value" or not isinstance(value, str):
                continue
            digits = value.replace("-", "")
            if not digits.isdecimal():
                continue
            kind = next((one for one in kinds if digits.startswith(one.starts)), None)
            if kind and not kind.digits[0] <= len(digits) <= kind.digits[1]:
                counts = "–".join(dict.fromkeys(map(str, kind.digits)))
                message = f"「{value}」有 {len(digits)} 位，{kind.name}是 {counts} 位"
                yield file.problem(
                    RULE.id, path, message, "请逐位核对；真是这么多位，就改 verify.yml"
                )


def _find(content: ContentView) -> Iterator[Problem]:
    yield from miscounted(content)
    yield from _digits(content)
    for file in (*content.data_files, *content.agent_files):
        for path, value in _twice(file):
            yield file.problem(RULE.id, path, f"「{value[:20]}」在这一列写了两次", "请只留一处")
        for path, value in _names_twice(file):
            yield file.problem(RULE.id, path, f"名称「{value[:20]}」有两条", "请改成各自的名称")
        for path, value in _cases_twice(file):
            yield file.problem(RULE.id, path, f"「{value[:20]}」这种情况写了两次", "请并成一条")
        yield from _unknown(file)
        if copied := _named_above(file):
            yield copied
    for file in content.data_files:
        for path, value in file.values:
            if path[-1] == "do" and isinstance(value, str):
                count = len(_SENTENCE.findall(value))
                if count > _MOST_SENTENCES:
                    message = f"do 有 {count} 句，最多 {_MOST_SENTENCES} 句"
                    yield file.problem(RULE.id, path, message, "请只留现在要做的，其余的写进文章")


RULE = Rule("data-value", _find)
