"""Tables of questions, other wordings and answers → articles; every row ends up somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape

from search_service.importing.formats.notion_names import NOTION_ID, plain_name
from search_service.importing.formats.options import Options
from search_service.importing.formats.plain_answers import answer_html, wordings
from search_service.importing.formats.question_columns import Columns, blocks_of, unfolded
from search_service.importing.formats.sheet_losses import known_by_file, not_carried, not_in_cells
from search_service.importing.formats.sheets import Sheet, is_empty, sheets_of
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_OFF = re.compile(
    r"停用|禁用|未启用|否|草稿|未发布|已?下[线架]|失效|已?过期|无效|未生效|待审核|已?删除|0|false|no"
    r"|disabled?|draft|inactive|off|unpublished",
    re.IGNORECASE,
)
# What a row says that holds another wording of the question above it.
_OTHER_WORDING = re.compile(
    r"否|不是|n|no|false|0|(?:相似|扩展|同义|近似|拓展|泛化)(?:问题?|问法|问句)?|similar|variant|alias",
    re.IGNORECASE,
)
_PATH = re.compile(r"\s*[/>\uff1e→»\\]\s*")
# What is longer does not name where a link leads.
_LONGEST_LINK_NAME = 40
_NAMED = 10
_NAMELESS = re.compile(
    r"(?:sheet|工作表|表)\s*\d*|faq|问答(?:对|库)?|知识库?|知识列表|导出|数据|data|questions?|全部",
    re.IGNORECASE,
)
# What customers call a table whose name says nothing to them: faq.csv.
_FAQ = "常见问题"


@dataclass
class _Group:
    """One question with all its rows."""

    question: str
    row: int
    topics: tuple[str, ...]
    wordings: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    key: str = ""
    tags: list[str] = field(default_factory=list)
    updated: date | None = None
    beside: list[str] = field(default_factory=list)


def read(tree: SourceTree, options: Options, today: date) -> Export | None:
    """The articles of every sheet; None when there is none."""
    sheets = list(sheets_of(tree))
    if not sheets:
        return None
    export = Export("表格")
    export.files = len({sheet.path for sheet in sheets})
    known = known_by_file(sheets)
    for sheet in sheets:
        filled = [n for n, row in enumerate(sheet.rows) if not is_empty(row)]
        if not filled:
            continue
        pairs = unfolded(sheet)
        blocks = [pairs] if pairs else blocks_of(sheet)
        if not blocks and not NOTION_ID.search(sheet.path):
            why = "认不出哪一列是问题、哪一列是答案，没有导入；第一行请写「问题」「答案」"
            what = f"{len(filled)} 行"
            export.losses.append(Loss("文件", sheet.where, what, why))
        for block, columns in blocks:
            SheetReader(block, columns, options, today, export).read()
        export.losses += not_carried(sheet)
        if hidden := sheet.beside.hidden:
            numbers = "、".join(str(number + 1) for number in hidden[:_NAMED])
            more = f"等 {len(hidden)} 行" if len(hidden) > _NAMED else "行"
            export.notes.append(f"{sheet.where}：隐藏的第 {numbers} {more}也导入了，请核对")
    for path, beside in sorted(known.items()):
        export.losses += not_in_cells(tree.read(path), path, beside)
    return export


class SheetReader:
    """Reads one table into an export."""

    def __init__(
        self, sheet: Sheet, columns: Columns, options: Options, today: date, export: Export
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._options = options
        self._today = today
        self._export = export
        self._groups: dict[tuple[tuple[str, ...], str], _Group] = {}
        self._current: _Group | None = None
        self._topics: tuple[str, ...] = ()
        self._sparse = False
        self._rows: dict[int, _Group] = {}
        # In a database of Notion every row is a page: none goes on with the row above it.
        self._is_database = bool(NOTION_ID.search(sheet.path))

    def read(self) -> None:
        """Add the articles of the table, and what of it is in none of them."""
        columns, sheet = self._columns, self._sheet
        if columns.guessed:
            why = "没有表头，按「第一列问题、最后一列答案」读的，请核对"
            self._export.notes.append(f"{sheet.where}：{why}")
        rows = [
            (number, row)
            for number, row in enumerate(sheet.rows[columns.first_row :], columns.first_row)
        ]
        full = [row for _, row in rows if not is_empty(row)]
        self._sparse = sum(bool(self._topics_of(row)) for row in full) * 2 < len(full)
        for number, row in rows:
            if is_empty(row):
                self._current = None
            elif row != columns.header or columns.guessed:
                self._export.rows += 1
                self._read_row(number, row)
        self._take_what_hangs_on_cells()
        for group in self._groups.values():
            self._finish(group)
        self._list_columns(full)

    def _take_what_hangs_on_cells(self) -> None:
        """Put pictures and links behind the answer of their row, or of the nearest one above."""
        beside = self._sheet.beside
        for place in [*sorted(beside.pictures), *sorted(beside.links)]:
            above = [number for number in self._rows if number <= place[0]]
            if not above or not self._columns.first_row <= place[0] < len(self._sheet.rows):
                continue
            group = self._rows[max(above)]
            for address in beside.pictures.pop(place, ()):
                group.beside.append(f'<p><img src="{address}" alt="{escape(group.question)}"></p>')
            if link := beside.links.pop(place, None):
                row, column = self._sheet.rows[place[0]], place[1]
                text = row[column] if column < len(row) else ""
                shown = (
                    text if text and "\n" not in text and len(text) <= _LONGEST_LINK_NAME else link
                )
                group.beside.append(f'<p><a href="{escape(link)}">{escape(shown)}</a></p>')

    def _lose(self, number: int, what: str, why: str) -> None:
        where = f"{self._sheet.where} 第 {number + 1} 行"
        self._export.losses.append(Loss("行", where, what[:60], why))

    def _cells(self, row: tuple[str, ...], role: str) -> list[tuple[int, str]]:
        found = [
            (n, row[n]) for n, one in self._columns.roles.items() if one == role and n < len(row)
        ]
        return [(n, cell) for n, cell in sorted(found) if cell]

    def _first(self, row: tuple[str, ...], role: str) -> str:
        return next((cell for _, cell in self._cells(row, role)), "")

    def _topics_of(self, row: tuple[str, ...]) -> tuple[str, ...]:
        cells = [cell for _, cell in self._cells(row, "topic")]
        parts = _PATH.split(cells[0]) if len(cells) == 1 else cells
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _read_row(self, number: int, row: tuple[str, ...]) -> None:
        question = self._first(row, "question")
        asked = [one for _, cell in self._cells(row, "similar") for one in wordings(cell)]
        answers = [
            (self._columns.header[n] if n < len(self._columns.header) else "", cell)
            for n, cell in self._cells(row, "answer")
        ]
        if fault := self._fault(row):
            self._current = None if question else self._current
            self._lose(number, question or "；".join(asked), fault)
            return
        topics = self._topics_of(row)
        if topics:
            self._topics = topics
        elif self._sparse:
            topics = self._topics
        key = self._first(row, "id")
        question, asked = self._asked(row, question, asked, key, answered=bool(answers))
        if question:
            question, *more = [line.strip() for line in question.split("\n") if line.strip()]
            self._begin(question, number, topics, key)
            asked = [*more, *asked]
        if self._current is None:
            what = "；".join([*asked, *(cell for _, cell in answers)]) or " ".join(
                filter(None, row)
            )
            self._lose(number, what, "没有问题，不知道答的是什么")
            return
        if not question and not asked and not answers:
            self._lose(number, " ".join(filter(None, row)), "这一行没有问题，也没有答案")
            return
        self._rows[number] = self._current
        self._add(self._current, row, asked, answers)

    def _asked(
        self, row: tuple[str, ...], question: str, asked: list[str], key: str, *, answered: bool
    ) -> tuple[str, list[str]]:
        """The question of a row, empty when it goes on with the row above it; other wordings."""
        if question and self._is_wording(row, key, answered=answered):
            return "", [question, *asked]
        if not question and self._is_database:
            self._current = None
        if not question and self._current is None and asked and answered:
            return asked[0], asked[1:]
        return question, asked

    def _begin(self, question: str, number: int, topics: tuple[str, ...], key: str) -> None:
        if self._current is None or self._current.question != question:
            group = _Group(question, number, topics)
            self._current = self._groups.setdefault((topics, question), group)
        self._current.key = key or self._current.key

    def _is_wording(self, row: tuple[str, ...], key: str, *, answered: bool) -> bool:
        """Whether a row with a question only gives another wording of the one above it."""
        if self._current is None:
            return False
        if said := self._first(row, "main"):
            return bool(_OTHER_WORDING.fullmatch(said))
        return not answered and bool(key) and key == self._current.key

    def _add(
        self, group: _Group, row: tuple[str, ...], asked: list[str], answers: list[tuple[str, str]]
    ) -> None:
        group.wordings += asked
        known = {cell for _, cell in group.answers}
        for name, cell in answers:
            if cell not in known:
                group.answers.append((name, cell))
                known.add(cell)
        for _, cell in self._cells(row, "tags"):
            group.tags += [one for one in re.split(r"[,，;；、|\n]", cell) if one.strip()]
        group.updated = day_of(self._first(row, "updated")) or group.updated

    def _fault(self, row: tuple[str, ...]) -> str | None:
        state = self._first(row, "state")
        if state and _OFF.fullmatch(state) and not self._options.drafts:
            return f"状态是「{state}」，没有导入；要导入请加 --drafts"
        until = day_of(self._first(row, "expires"))
        if until is not None and until < self._today and not self._options.drafts:
            return f"{until.isoformat()} 已经过期，没有导入；要导入请加 --drafts"
        return None

    def _finish(self, group: _Group) -> None:
        if not group.answers and not group.beside:
            self._lose(group.row, group.question, "没有答案")
            return
        name = self._sheet.name
        base = plain_name(posixpath.splitext(posixpath.basename(self._sheet.path))[0])
        base = _FAQ if base.isascii() and _NAMELESS.fullmatch(base) else base
        topics = group.topics or ((base,) if not name or _NAMELESS.fullmatch(name) else (name,))
        body = "".join([*_answers(group.answers), *group.beside])
        self._export.articles.append(
            FoundArticle(
                where=f"{self._sheet.where} 第 {group.row + 1} 行",
                title=group.question,
                body=body,
                folder=posixpath.dirname(self._sheet.path),
                topics=topics,
                questions=tuple(dict.fromkeys(group.wordings)),
                tags=tuple(dict.fromkeys(one.strip() for one in group.tags)),
                updated=group.updated,
            )
        )

    def _list_columns(self, rows: list[tuple[str, ...]]) -> None:
        """Columns that have no place in an article."""
        known = {*self._columns.roles}
        for column in range(max(map(len, rows), default=0)):
            filled = sum(len(row) > column and bool(row[column]) for row in rows)
            if filled and column not in known:
                header = self._columns.header
                name = header[column] if column < len(header) else ""
                what = f"列「{name or column + 1}」，{filled} 格"
                self._export.losses.append(
                    Loss("格式", self._sheet.where, what, "文章里没有放它的地方")
                )


def _answers(answers: list[tuple[str, str]]) -> Iterator[str]:
    """Answers one below the other; further columns under what they are called."""
    first = answers[0][0] if answers else ""
    for number, (name, cell) in enumerate(answers):
        if number and name != first:
            yield f"<h2>{name}</h2>"
        yield answer_html(cell)
