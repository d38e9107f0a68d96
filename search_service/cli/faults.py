"""What the machine refuses, as a message for the person in front of it instead of a traceback."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
import traceback
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_FOLDER = (errno.ENOTDIR, errno.ENOENT, errno.EEXIST, errno.ELOOP)

_SAID = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "它是文件夹，不是文件",
    errno.EEXIST: "已经有了",
    errno.ELOOP: "链接绕成了圈",
    errno.EACCES: "不让读写",
    errno.EPERM: "不允许",
    errno.EROFS: "磁盘是只读的",
    errno.EBUSY: "正在被使用",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名字太长",
    errno.EADDRINUSE: "端口已被占用",
    errno.ECONNREFUSED: "对方没有应答",
}


def message_of(error: OSError | sqlite3.Error) -> str:
    """Where, what, and what to do."""
    if not isinstance(error, OSError):
        return f"数据库读写失败：{error}。请运行 kb doctor 看是哪个文件。"
    said = _SAID.get(error.errno or 0, error.strerror or str(error))
    where = f"{error.filename}" if error.filename else "文件"
    # Content cannot be moved by a setting.
    is_content = "content" in Path(where).parts
    state = "" if is_content else "；它在状态文件夹里的话，也可以换 KB_STATE_DIR"
    if error.errno in _FULL:
        return f"写不下 {where}：磁盘满了或到了限额。请腾出空间再运行；已启用的发布没有改动。"
    if error.errno in _FORBIDDEN:
        return f"没有权限读写 {where}（{said}）。请检查它的属主和权限{state}。"
    if error.errno in _NO_FOLDER:
        return f"用不了 {where}（{said}）。请检查这个路径{state}。"
    if error.errno == errno.EMFILE:
        return "打开的文件太多。请提高限额（ulimit -n）后再运行。"
    return f"读写 {where} 时出错：{said}。"


def message_of_unexpected(error: Exception) -> str:
    """One line for the person; the traceback goes into a file for whoever mends the program."""
    trace = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="kb-error-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(trace)
    except OSError:
        where = "细节没有地方可写。"
    else:
        where = f"细节在 {Path(file.name)}，报告问题时请附上它。"
    return f"程序出错了：{type(error).__name__}。{where}"
