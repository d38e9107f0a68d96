"""The text of a file that people wrote, whatever their editor saved it as; never a traceback."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path

from search_service.content.problems import Problem

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ELOOP: "链接绕成了圈",
}
_ADVICE = "请在编辑器里选「另存为」，编码选 UTF-8"


@dataclass(frozen=True)
class SourceText:
    """A file as text.

    Attributes:
        text: Lines end as on Unix, a byte order mark is taken off. Of a file that is no UTF-8 it is
            the best reading, fit for finding an id in and for nothing else.
        problems: Why it must not be published as it is: its encoding, or marks of a merge.
    """

    text: str
    problems: tuple[Problem, ...]


def read_source(file: Path, shown_as: str) -> SourceText:
    """Read a file of `content/`.

    Args:
        file: The file.
        shown_as: Its name in problems.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        message = f"文件读不出来：{_REASONS.get(error.errno or 0, '读取时出错')}"
        advice = "请检查它是不是文件、有没有读取权限"
        return SourceText("", (Problem(shown_as, 1, "encoding", message, advice),))
    text, wrong = _decoded(raw)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if wrong:
        line, message = wrong
        return SourceText(text, (Problem(shown_as, line, "encoding", message, _ADVICE),))
    return SourceText(text, tuple(_conflicts(text, shown_as)))


def _decoded(raw: bytes) -> tuple[str, tuple[int, str] | None]:
    """The text, and line and message when it is no UTF-8."""
    for mark, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw.decode("utf-16", "replace"), (1, f"文件是 {name} 编码，应当是 UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _guessed(raw, line)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return text, (line, "文件里有空字节，不是 UTF-8 的文字")
    return text, None


def _guessed(raw: bytes, line: int) -> tuple[str, tuple[int, str]]:
    lines = [_line_decoded(one) for one in raw.split(b"\n")]
    text = "\n".join(text for text, _ in lines)
    kinds = {kind for _, kind in lines if kind}
    if None not in (kind for _, kind in lines) and kinds == {"GB18030"}:
        return text, (line, "文件是 GB18030（GBK）编码，应当是 UTF-8")
    if "GB18030" in kinds:
        return text, (line, "从这一行起有 GB18030（GBK）编码的文字，应当都是 UTF-8")
    return text, (line, "这一行不是 UTF-8 编码的文字")


def _line_decoded(raw: bytes) -> tuple[str, str | None]:
    """A line and how it is encoded; "" for ASCII, which says nothing, None for UTF-8 or neither."""
    try:
        return raw.decode("utf-8"), "" if raw.isascii() else None
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030"), "GB18030"
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace"), None


def _conflicts(text: str, shown_as: str) -> list[Problem]:
    """The first mark of each merge that was left half done; `=======` alone underlines a title."""
    marks = [match for match in _CONFLICT.finditer(text) if not match[0].startswith("=")]
    starts = [match for match in marks if match[0].startswith("<")] or marks[:1]
    message = "合并冲突没有解决，还留着冲突标记"
    advice = "请在 <<<<<<<、=======、>>>>>>> 之间选定一种写法，再删掉这三行标记"
    return [
        Problem(shown_as, text[: match.start()].count("\n") + 1, "conflict", message, advice)
        for match in starts
    ]
