"""The account at the end of an import: what went in, what came out, what is left and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from search_service.importing.checking import Checked
from search_service.importing.importer import Import
from search_service.importing.losses import KINDS

FILE = "import-account.md"
_SHOWN = 10
_RULES_SHOWN = 12


def account_of(done: Import, checked: Checked, *, whole: bool) -> str:
    """The account as Markdown.

    Args:
        done: The import.
        checked: What `kb check` says of it.
        whole: Every loss, as in the file; else the first few of each kind, as in the terminal.
    """
    return "\n".join(_lines(done, checked, whole=whole)) + "\n"


def _lines(done: Import, checked: Checked, *, whole: bool) -> Iterator[str]:
    export = done.export
    rows = f"，{export.rows} 行" if export.rows else ""
    yield f"# 导入清单：{export.system}"
    yield ""
    yield f"- 读到：{export.files} 个文件{rows}，{len(export.articles)} 篇文章"
    yield (
        f"- 写成：{len(done.articles)} 篇文章，{len(done.topics)} 个新主题，"
        f"{done.pictures} 张图，{done.redirects} 个旧网址的跳转"
    )
    yield f"- 没有带过来：{len(done.losses)} 项，见下"
    if done.made_questions:
        yield (
            f"- {len(done.made_questions)} 篇的问法不够三条，用小标题、拼音等补足了，"
            "请换成顾客的原话（kb alias add）"
        )
    for note in done.notes:
        yield f"- {note}"
    yield ""
    yield "## 文章去了哪里"
    yield ""
    topics = Counter(one.topic for one in done.articles)
    titles = {one.topic: one.topic_title for one in done.articles}
    for folder, count in topics.items():
        new = "（新主题）" if any(one.folder == folder for one in done.topics) else ""
        yield f"- {titles[folder]}（{folder}）{new}：{count} 篇"
    if whole:
        yield ""
        yield "| 编号 | 标题 | 文件 | 从哪里来 |"
        yield "| --- | --- | --- | --- |"
        for one in done.articles:
            yield f"| {one.code} | {_cell(one.title)} | {one.path} | {_cell(one.found.where)} |"
    yield ""
    yield from _losses(done, whole=whole)
    yield from _findings(checked, whole=whole)


def _losses(done: Import, *, whole: bool) -> Iterator[str]:
    yield "## 没有带过来的"
    yield ""
    if not done.losses:
        yield "没有。"
        yield ""
    for kind in KINDS:
        found = [one for one in done.losses if one.kind == kind]
        if not found:
            continue
        yield f"### {kind}：{len(found)} 项"
        yield ""
        for one in found if whole else found[:_SHOWN]:
            yield f"- {_cell(one.where)}：{_cell(one.what)}。{one.why}"
        if not whole and len(found) > _SHOWN:
            yield f"- 还有 {len(found) - _SHOWN} 项，见 {FILE}"
        yield ""


def _findings(checked: Checked, *, whole: bool) -> Iterator[str]:
    yield "## 检查出来的"
    yield ""
    total = sum(count for _, count in checked.rules)
    if not total:
        yield "没有要改的。"
        return
    yield f"{total} 处要改，记在 kb-baseline.json，可以先上线再慢慢改。"
    yield f"另有 {checked.notices} 条提醒。"
    yield ""
    shown = checked.rules if whole else checked.rules[:_RULES_SHOWN]
    for rule, count in shown:
        yield f"- {rule}：{count}"
    if len(shown) < len(checked.rules):
        yield f"- 还有 {len(checked.rules) - len(shown)} 条规则"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
