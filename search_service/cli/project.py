"""What commands on the content need first: a project that has some."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from search_service.checks.baseline import FILE, Baseline, read_baseline
from search_service.content.content_format import require_readable
from search_service.errors import ContentInvalid
from search_service.importing.changes import recover
from search_service.settings import Settings


def require_content(settings: Settings) -> None:
    """Refuse a folder that holds no content, or content that this program would misread.

    Raises:
        ContentInvalid: There is no `content/pages`, or it is in a format that cannot be read.
    """
    require_pages(settings)
    require_readable(settings.content_folder)


@contextmanager
def editing_alone(settings: Settings) -> Iterator[None]:
    """Let one command after the other read content and write it: two at once would lose a change.

    The lock is on the folder itself; the system frees that of a killed one.
    """
    folder = os.open(settings.content_folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo("另一个 kb 正在改这些文件，等它结束 …", err=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def require_pages(settings: Settings) -> None:
    """Refuse a folder that holds no content; an import that was killed is put back first.

    Raises:
        ContentInvalid: There is no `content/pages`.
    """
    if recover(settings.state_folder):
        click.echo("上次的 kb import 没有做完，已恢复成导入以前的样子。", err=True)
    if not (settings.content_folder / "pages").is_dir():
        raise ContentInvalid(
            f"在 {settings.project_dir.resolve()} 里找不到 content/pages。"
            "请在项目文件夹里运行，或用 --project 指定它。"
        )


def baseline_of(settings: Settings) -> Baseline:
    """The old errors that the project mends later.

    Raises:
        UsageError: There is no baseline, or none that can be read.
    """
    try:
        return read_baseline(settings.project_dir / FILE)
    except ValueError:
        advice = "请先运行 kb check --write-baseline，或从版本库恢复它。"
        raise click.UsageError(f"{FILE} 不存在或读不懂。{advice}") from None
